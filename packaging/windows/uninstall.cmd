@echo off
rem Removes pia-desktop: the one in whose folder this lies, or out of the kit that of the user who runs
rem this. Needs no administrator where installing needed none.
rem uninstall.cmd /quiet  doesn't wait for a key at the end.
rem What was written with the program, its backups and its settings stay.
setlocal EnableExtensions DisableDelayedExpansion
set "TARGET=%~dp0"
set "TARGET=%TARGET:~0,-1%"
if exist "%~dp0install.cmd" set "TARGET=%LOCALAPPDATA%\Programs\pia-desktop"
set "WAIT=pause"
if /i "%~1"=="/quiet" set "WAIT=ver >nul"

if not exist "%TARGET%\python\python.exe" echo pia-desktop is not installed: "%TARGET%"
if not exist "%TARGET%\python\python.exe" goto failed
"%TARGET%\python\python.exe" -I -B "%TARGET%\setup" remove
if errorlevel 1 goto failed

rem One line, for this file goes with the rest: "(goto)" ends the script, and what stands behind it was
rem read before. RMDIR without /s: where a municipality's own files are left, they stay.
cd /d "%SystemRoot%"
(goto) 2>nul & rmdir /s /q "%TARGET%\setup" & rmdir /s /q "%TARGET%\python" & del /q "%TARGET%\uninstall.cmd" & rmdir "%TARGET%" 2>nul & %WAIT% & ver >nul

:failed
%WAIT%
exit /b 1
