@echo off
rem Puts the program in this folder into the Start menu of the user who runs this, and ties .pia to it.
rem register.cmd /remove  takes both back. With /quiet behind, it doesn't wait for a key at the end.
rem Needs no administrator; for an installation that many users share.
setlocal EnableExtensions DisableDelayedExpansion
set "VERB=register"
set "QUIET="
for %%a in (%*) do (
    if /i "%%~a"=="/remove" set "VERB=unregister"
    if /i "%%~a"=="/quiet" set "QUIET=1"
)
"%~dp0python\python.exe" -I -B "%~dp0setup" %VERB%
set "STATUS=%ERRORLEVEL%"
if not defined QUIET pause
exit /b %STATUS%
