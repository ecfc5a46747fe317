@echo off
rem Installs pia-desktop for the user who runs this. Needs neither an administrator nor a network.
rem install.cmd /quiet        doesn't wait for a key at the end.
rem install.cmd /to "FOLDER"  installs once for everybody there; each user then runs FOLDER\register.cmd.
rem Ends with 0 when the program is installed, with 3 when it is but this user's Start menu couldn't
rem be told, with 1 when nothing was changed.
rem
rem Only ASCII stands here, which every code page reads alike. What a person reads lies in messages\
rem as UTF-16, which TYPE shows right on any console.
setlocal EnableExtensions DisableDelayedExpansion
set "KIT=%~dp0"
set "TARGET="
set "SHARED="
set "QUIET="
set "STATUS=1"
set "TRIES=5"

:arguments
if "%~1"=="" goto checked
if /i "%~1"=="/quiet" set "QUIET=1"
if /i "%~1"=="/quiet" goto next
if /i not "%~1"=="/to" goto usage
if "%~2"=="" goto usage
set "TARGET=%~f2"
set "SHARED=shared"
shift
:next
shift
goto arguments

:checked
if not defined TARGET if not defined LOCALAPPDATA goto no_target
if not defined TARGET set "TARGET=%LOCALAPPDATA%\Programs\pia-desktop"
if "%TARGET:~-1%"=="\" set "TARGET=%TARGET:~0,-1%"
set "FRESH=%TARGET%.new"
set "FORMER=%TARGET%.old"
set "BITS=%PROCESSOR_ARCHITECTURE%"
if defined PROCESSOR_ARCHITEW6432 set "BITS=%PROCESSOR_ARCHITEW6432%"
if /i not "%BITS%"=="AMD64" goto not_x64
if not exist "%SystemRoot%\System32\tar.exe" goto too_old

rem The Python that IT has added, and only that one.
set "WANTED="
for /f "usebackq tokens=1,2" %%a in ("%KIT%python\SHA256.txt") do (
    set "WANTED=%%a"
    set "PYTHON_ZIP=%KIT%python\%%b"
)
if not defined WANTED goto no_python
if not exist "%PYTHON_ZIP%" goto no_python
set "FOUND="
for /f "skip=1 delims=" %%h in ('%SystemRoot%\System32\certutil.exe -hashfile "%PYTHON_ZIP%" SHA256') do if not defined FOUND set "FOUND=%%h"
if not defined FOUND goto wrong_python
set "FOUND=%FOUND: =%"
if /i not "%FOUND%"=="%WANTED%" goto wrong_python

rem Everything is made ready beside the installed program, which stays as it is until then.
call :say working
if exist "%FRESH%" rmdir /s /q "%FRESH%"
mkdir "%FRESH%\python"
if errorlevel 1 goto no_target
"%SystemRoot%\System32\tar.exe" -xf "%PYTHON_ZIP%" -C "%FRESH%\python"
if errorlevel 1 goto no_target
"%FRESH%\python\python.exe" -I -B "%KIT%setup" prepare "%FRESH%" "%TARGET%" %SHARED%
if errorlevel 1 goto not_prepared

if exist "%FORMER%" rmdir /s /q "%FORMER%"
if not exist "%TARGET%" goto put
move "%TARGET%" "%FORMER%" >nul 2>nul
if errorlevel 1 goto in_use

:put
move "%FRESH%" "%TARGET%" >nul 2>nul
if not errorlevel 1 goto register
rem A virus scanner may still be reading what was just written.
set /a TRIES-=1
if %TRIES% leq 0 goto put_back
"%SystemRoot%\System32\timeout.exe" /t 2 /nobreak >nul 2>nul
goto put

:register
if exist "%FORMER%" rmdir /s /q "%FORMER%"
if defined SHARED goto shared
rem What went wrong is said; nothing of it is left with Windows, and the program works.
"%TARGET%\python\python.exe" -I -B "%TARGET%\setup" register
if errorlevel 1 set "STATUS=3"
if errorlevel 1 goto end
set "STATUS=0"
call :say done
goto end

:shared
set "STATUS=0"
call :say done_shared
echo "%TARGET%\register.cmd"
goto end

:put_back
if exist "%FORMER%" move "%FORMER%" "%TARGET%" >nul 2>nul
goto no_target

:usage
call :say usage
goto end

:in_use
call :say in_use
goto clear

:no_target
call :say no_target
echo "%TARGET%"
goto clear

:no_python
call :say no_python
type "%KIT%python\SHA256.txt"
goto end

:wrong_python
call :say wrong_python
type "%KIT%python\SHA256.txt"
goto end

:not_x64
call :say not_x64
goto end

:too_old
call :say too_old
goto end

:not_prepared
call :say not_prepared

:clear
if exist "%FRESH%" rmdir /s /q "%FRESH%"

:end
if not defined QUIET pause
exit /b %STATUS%

:say
type "%KIT%messages\%~1.txt"
exit /b 0
