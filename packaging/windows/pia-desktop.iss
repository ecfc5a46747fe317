; Inno Setup 6: makes one setup program out of the folder that PyInstaller has made (build.cmd calls both).
; Per user, without an administrator, like the kit.
#ifndef Version
  #error Name the version: iscc /DVersion=X.Y.Z pia-desktop.iss
#endif
#define Bundle "..\..\dist\pia-desktop"

[Setup]
AppId=pia-desktop
AppName=特定個人情報保護評価書 (pia-desktop)
AppVersion={#Version}
AppPublisher=pia-desktop
DefaultDirName={localappdata}\Programs\pia-desktop
DisableProgramGroupPage=yes
DisableDirPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17134
ChangesAssociations=yes
CloseApplications=yes
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\resources\icons\pia-desktop.ico
UninstallDisplayIcon={app}\pia-desktopw.exe
OutputDir=..\..\dist
OutputBaseFilename=pia-desktop-{#Version}-windows-x64-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern

[Languages]
Name: "japanese"; MessagesFile: "compiler:Languages\Japanese.isl"

[InstallDelete]
; What an earlier version had and this one hasn't must not be imported any more.
Type: filesandordirs; Name: "{app}\PySide6"
Type: filesandordirs; Name: "{app}\templates\forms"

[Files]
; Everything, templates\workbooks too: what a municipality has put there is neither replaced nor removed.
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{userprograms}\特定個人情報保護評価書"; Filename: "{app}\pia-desktopw.exe"; IconFilename: "{app}\resources\icons\pia-desktop.ico"

[Registry]
Root: HKCU; Subkey: "Software\Classes\.pia"; ValueType: string; ValueData: "pia-desktop.assessment"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\pia-desktop.assessment"; ValueType: string; ValueData: "特定個人情報保護評価書"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\pia-desktop.assessment\DefaultIcon"; ValueType: string; ValueData: "{app}\resources\icons\pia-desktop.ico"
Root: HKCU; Subkey: "Software\Classes\pia-desktop.assessment\shell\open\command"; ValueType: string; ValueData: """{app}\pia-desktopw.exe"" ""%1"""
