@echo off
rem Removes pia-desktop for the user who runs this. Needs no administrator.
rem uninstall.cmd /quiet  doesn't wait for a key at the end.
rem What was written with the program, its backups and its settings stay.
setlocal EnableExtensions DisableDelayedExpansion
set "TARGET=%LOCALAPPDATA%\Programs\pia-desktop"
set "STATUS=1"

rem A script can't remove the folder that it runs from: it goes on as a copy elsewhere.
if /i not "%~dp0"=="%TARGET%\" goto remove
copy /y "%~f0" "%TEMP%\pia-desktop-uninstall.cmd" >nul
if errorlevel 1 goto end
cd /d "%TEMP%"
"%TEMP%\pia-desktop-uninstall.cmd" %*

:remove
if not exist "%TARGET%\python\python.exe" echo pia-desktop is not installed: %TARGET%
if not exist "%TARGET%\python\python.exe" goto end
"%TARGET%\python\python.exe" -I -B "%TARGET%\setup" remove
if errorlevel 1 goto end
set "STATUS=0"
rmdir /s /q "%TARGET%\setup"
rmdir /s /q "%TARGET%\python"
rem Without /s: where a municipality's own workbooks are left, they stay.
rmdir "%TARGET%" 2>nul

:end
if /i not "%~1"=="/quiet" pause
exit /b %STATUS%
