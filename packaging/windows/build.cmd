@echo off
rem On Windows: makes dist\pia-desktop\ with PyInstaller, and out of it one setup program where Inno Setup 6 is.
rem Needs a Python 3.11 to 3.13 and, for setting up, a package index or the kit's wheels.
setlocal
cd /d "%~dp0..\.."
set "PYTHONPATH=packaging"
if not exist .venv\Scripts\python.exe python -m venv .venv || exit /b 1
.venv\Scripts\python.exe -m pip install --require-hashes -r requirements-dev.lock || exit /b 1
.venv\Scripts\python.exe -m kit bundle || exit /b 1
for /f %%v in ('.venv\Scripts\python.exe -c "import pia_desktop; print(pia_desktop.__version__)"') do set "VERSION=%%v"
set "ISCC=%ProgramFiles(x86)%\Inno Setup 6\ISCC.exe"
if not exist "%ISCC%" echo Inno Setup 6 is not here: dist\pia-desktop is ready, without a setup program.
if not exist "%ISCC%" exit /b 0
"%ISCC%" /DVersion=%VERSION% packaging\windows\pia-desktop.iss
