/* Stands for a tool of Windows that wine lacks (tar.exe) or has in another shape (certutil.exe): hands its
   own command line to stand_in.py. PYTHON and SCRIPT are given when it is compiled.
   x86_64-w64-mingw32-gcc -O2 -municode -DPYTHON=... -DSCRIPT=... -o tar.exe stand_in.c */
#include <windows.h>
#include <wchar.h>

int wmain(void)
{
    static wchar_t line[32768];
    STARTUPINFOW start = { sizeof start };
    PROCESS_INFORMATION process;
    DWORD status = 1;

    _snwprintf(line, 32767, L"\"%ls\" -I \"%ls\" %ls", PYTHON, SCRIPT, GetCommandLineW());
    if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &process))
        return 1;
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &status);
    return (int)status;
}
