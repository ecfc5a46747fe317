@echo off
rem The command line: pia-desktop.cmd VERB ... The window opens from the Start menu.
setlocal
"%~dp0python\python.exe" -m pia_desktop %*
