; Windows installer of kbviewer. `installer.py` calls makensis with what is not written here:
;   /DVERSION=1.2.3 /DNUMBERS=1.2.3.0 /DFOLDER=the program folder /DICON=kbviewer.ico /DPOLICY=policy.toml /DOUT=the installer
;
; Switches of the installer:
;   /S             silent: no window, no question
;   /AllUsers      for everybody on the computer (needs an administrator); without a switch an administrator gets this
;   /CurrentUser   for the person alone, in their own folder, without an administrator
;   /D=FOLDER      another folder; the last switch, without quotation marks
; Exit codes: 0 installed, 1 cancelled, 2 stopped (the program is running, or Windows is too old).

Unicode true
SetCompressor /SOLID lzma
ManifestDPIAware true

!define NAME "kbviewer"
!define ID "io.github.kbviewer.kbviewer"
!define BOOKMARKS "kbviewer.bookmarks"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallLocation"

!include MultiUser.nsh
!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh

Name "${NAME} ${VERSION}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${NUMBERS}"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "${NAME}"
VIAddVersionKey LegalCopyright "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${NAME}.exe"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

; The first language is the one of every Windows that is neither.
!insertmacro MUI_LANGUAGE "Danish"
!insertmacro MUI_LANGUAGE "English"
!include "words.nsh"

; Everything that was installed goes, and nothing else: a folder "data" of a portable program stays where it is.
!macro RemoveProgram
    RMDir /r "$INSTDIR\_internal"
    RMDir /r "$INSTDIR\licences"
    Delete "$INSTDIR\${NAME}.exe"
    Delete "$INSTDIR\${NAME}-cli.exe"
    Delete "$INSTDIR\kbviewer.ico"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
!macroend

; A program that runs cannot be replaced: opening it to write fails.
!macro RefuseWhileRunning
    ${DoWhile} ${FileExists} "$INSTDIR\${NAME}.exe"
        ClearErrors
        FileOpen $0 "$INSTDIR\${NAME}.exe" a
        ${IfNot} ${Errors}
            FileClose $0
            ${ExitDo}
        ${EndIf}
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(WordsRunning)" /SD IDCANCEL IDRETRY +3
        SetErrorLevel 2
        Quit
    ${Loop}
!macroend

!macro TellWindows
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Function .onInit
    ${IfNot} ${RunningX64}
    ${OrIfNot} ${AtLeastWin10}
        MessageBox MB_ICONSTOP "$(WordsTooOld)" /SD IDOK
        SetErrorLevel 2
        Quit
    ${EndIf}
    SetRegView 64
    StrCpy $0 $INSTDIR  ; what /D= says, which MULTIUSER_INIT forgets
    !insertmacro MULTIUSER_INIT
    ${If} $0 != ""
        StrCpy $INSTDIR $0
    ${EndIf}
FunctionEnd

Function un.onInit
    SetRegView 64
    !insertmacro MULTIUSER_UNINIT
FunctionEnd

Section "-Program"
    !insertmacro RefuseWhileRunning
    Call RemoveOlder
    !insertmacro RemoveProgram
    SetOutPath "$INSTDIR"
    File /r "${FOLDER}\*"
    File /oname=kbviewer.ico "${ICON}"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${NAME}.exe" "" "$INSTDIR\kbviewer.ico" 0 \
        SW_SHOWNORMAL "" "$(WordsShortcut)"
    Call RegisterBookmarks
    Call RegisterUninstaller
    ${If} $MultiUser.InstallMode == "AllUsers"
        Call PutPolicyTemplate
    ${EndIf}
    !insertmacro TellWindows
SectionEnd

; An older version in another folder is taken away by its own uninstaller, which waits because of "_?=".
Function RemoveOlder
    ReadRegStr $1 SHCTX "${UNINSTALL_KEY}" "InstallLocation"
    ${If} $1 == ""
    ${OrIf} $1 == $INSTDIR
        Return
    ${EndIf}
    ${If} ${FileExists} "$1\uninstall.exe"
        ExecWait '"$1\uninstall.exe" /S /$MultiUser.InstallMode _?=$1'
        Delete "$1\uninstall.exe"
        RMDir "$1"
    ${EndIf}
FunctionEnd

Function RegisterBookmarks
    WriteRegStr SHCTX "Software\Classes\.kbviewer" "" "${BOOKMARKS}"
    WriteRegStr SHCTX "Software\Classes\.kbviewer" "Content Type" "application/x-kbviewer-bookmarks+json"
    WriteRegStr SHCTX "Software\Classes\${BOOKMARKS}" "" "$(WordsBookmarks)"
    WriteRegStr SHCTX "Software\Classes\${BOOKMARKS}\DefaultIcon" "" "$INSTDIR\kbviewer.ico"
    WriteRegStr SHCTX "Software\Classes\${BOOKMARKS}\shell\open\command" "" '"$INSTDIR\${NAME}.exe" window "%1"'
FunctionEnd

Function RegisterUninstaller
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\kbviewer.ico"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${NAME}"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
    WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
    WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
    SectionGetSize 0 $0
    WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" $0
FunctionEnd

; Beside the file that the owner may write (docs/policy.md), which itself is never touched. Every user may make folders in
; ProgramData, so the rights of this one are set as packaging/policy/README.md tells.
Function PutPolicyTemplate
    SetShellVarContext all
    CreateDirectory "$APPDATA\${NAME}"
    nsExec::Exec 'icacls "$APPDATA\${NAME}" /setowner "*S-1-5-32-544" /T'
    Pop $0
    nsExec::Exec 'icacls "$APPDATA\${NAME}" /inheritance:r /grant:r "*S-1-5-18:(OI)(CI)F" \
        "*S-1-5-32-544:(OI)(CI)F" "*S-1-5-32-545:(OI)(CI)RX"'
    Pop $0
    SetOutPath "$APPDATA\${NAME}"
    File "/oname=policy.template.toml" "${POLICY}"
    SetOutPath "$INSTDIR"
FunctionEnd

Section "Uninstall"
    !insertmacro RefuseWhileRunning
    !insertmacro RemoveProgram
    Delete "$SMPROGRAMS\${NAME}.lnk"
    ReadRegStr $0 SHCTX "Software\Classes\.kbviewer" ""
    ${If} $0 == "${BOOKMARKS}"
        DeleteRegKey SHCTX "Software\Classes\.kbviewer"
    ${EndIf}
    DeleteRegKey SHCTX "Software\Classes\${BOOKMARKS}"
    DeleteRegKey SHCTX "${UNINSTALL_KEY}"
    ${If} $MultiUser.InstallMode == "AllUsers"
        Delete "$APPDATA\${NAME}\policy.template.toml"
        RMDir "$APPDATA\${NAME}"
    ${EndIf}
    !insertmacro TellWindows
SectionEnd
