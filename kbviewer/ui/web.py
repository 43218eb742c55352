"""The web engine, locked down: our `kb:` scheme and nothing else, no script, nothing kept on disk.

Imported only after the window is on the screen, for loading the engine takes most of the start-up time.
"""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

from kbviewer import urls
from kbviewer.render.page import CONTENT_SECURITY_POLICY, Page

SCHEME = urls.SCHEME.encode()

_OFF = (
    QWebEngineSettings.WebAttribute.JavascriptEnabled,
    QWebEngineSettings.WebAttribute.LocalStorageEnabled,
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled,
    QWebEngineSettings.WebAttribute.WebGLEnabled,
    QWebEngineSettings.WebAttribute.Accelerated2dCanvasEnabled,
    QWebEngineSettings.WebAttribute.ErrorPageEnabled,
    QWebEngineSettings.WebAttribute.NavigateOnDropEnabled,
    QWebEngineSettings.WebAttribute.FullScreenSupportEnabled,
    QWebEngineSettings.WebAttribute.ScreenCaptureEnabled,
    QWebEngineSettings.WebAttribute.DnsPrefetchEnabled,
    QWebEngineSettings.WebAttribute.AutoLoadIconsForPage,
)


def register_scheme() -> None:
    """Make `kb:` known to the engine; must come before the first profile."""
    if QWebEngineUrlScheme.schemeByName(SCHEME).name() == SCHEME:
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


_HEADERS = {
    QByteArray(b"Content-Security-Policy"): [QByteArray(CONTENT_SECURITY_POLICY.encode())],
    QByteArray(b"X-Content-Type-Options"): [QByteArray(b"nosniff")],
}
"""Lists, whatever PySide's types say: of a bare value it makes a header of every single byte, and no policy holds."""


class _Handler(QWebEngineUrlSchemeHandler):
    """Hands a request for a `kb:` address to ``answer`` and the page back to the engine."""

    def __init__(self, answer: Callable[[str], Page], parent: QObject) -> None:
        super().__init__(parent)
        self._answer = answer
        self._waiting: list[QWebEngineUrlRequestJob] | None = None

    def hold(self) -> None:
        """Let requests wait."""
        self._waiting = []

    def release(self) -> None:
        """Answer those that have waited, and every other one as it comes."""
        waiting, self._waiting = self._waiting or [], None
        for job in waiting:
            if shiboken6.isValid(job):  # the engine may have thought better of it
                self._reply(job)

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:  # noqa: N802
        if self._waiting is None:
            self._reply(job)
        else:
            self._waiting.append(job)

    def _reply(self, job: QWebEngineUrlRequestJob) -> None:
        try:
            page = self._answer(job.requestUrl().toString(QUrl.ComponentFormattingOption.FullyEncoded))
        except Exception:
            job.fail(QWebEngineUrlRequestJob.Error.RequestFailed)  # or the page would be waited for without end
            raise
        body = QBuffer(job)
        body.setData(QByteArray(page.body))
        body.open(QIODevice.OpenModeFlag.ReadOnly)
        job.setAdditionalResponseHeaders(_HEADERS)  # type: ignore[arg-type]  # see there
        job.reply(QByteArray(page.mime.encode()), body)


class _Interceptor(QWebEngineUrlRequestInterceptor):
    """Blocks every request that is not for one of our addresses."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802
        if info.requestUrl().scheme() != urls.SCHEME:
            info.block(True)


class Profile(QWebEngineProfile):
    """An off-the-record profile: nothing of a session touches the disk."""

    def __init__(self, answer: Callable[[str], Page], parent: QObject | None = None) -> None:
        register_scheme()
        super().__init__(parent)
        self._handler = _Handler(answer, self)
        self._interceptor = _Interceptor(self)
        self.installUrlSchemeHandler(SCHEME, self._handler)
        self.setUrlRequestInterceptor(self._interceptor)
        self.setSpellCheckEnabled(False)
        self.downloadRequested.connect(_refuse_download)
        settings = self.settings()
        for attribute in _OFF:
            settings.setAttribute(attribute, False)
        settings.setAttribute(QWebEngineSettings.WebAttribute.FocusOnNavigationEnabled, False)

    def hold(self) -> None:
        """Let pages be asked for that cannot be made yet: the engine gets ready meanwhile."""
        self._handler.hold()

    def release(self) -> None:
        """Give the pages that were asked for, and every other one at once."""
        self._handler.release()


def _refuse_download(download: QWebEngineDownloadRequest) -> None:
    download.cancel()


def undraggable() -> QWebEngineScript:
    """For pages of which nothing can be dragged, whatever is selected in them. In a world that the page cannot see."""
    script = QWebEngineScript()
    script.setSourceCode("addEventListener('dragstart', (event) => event.preventDefault(), true)")
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setWorldId(QWebEngineScript.ScriptWorldId.ApplicationWorld.value)
    script.setRunsOnSubFrames(True)
    return script


class ReaderPage(QWebEnginePage):
    """A page that goes to our own addresses only, and tells of others that were asked for."""

    outside_asked = Signal(str)
    followed = Signal(str)
    """The address of a link that is gone to."""

    def acceptNavigationRequest(  # noqa: N802
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, _is_main_frame: bool
    ) -> bool:
        asked = QUrl(url)
        if asked.scheme() == urls.SCHEME:
            if kind == QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
                self.followed.emit(asked.toString(QUrl.ComponentFormattingOption.FullyEncoded))
            return asked.host() in urls.READABLE
        self.outside_asked.emit(asked.toString())
        return False

    def chooseFiles(self, *_wish: object) -> list[str]:  # noqa: N802
        """None: no page of ours has a field for them, and Qt would open a dialog on the disk."""
        return []

    def javaScriptConsoleMessage(self, *_message: object) -> None:  # noqa: N802
        """Nothing: no script of a page ever runs, and Chromium's own remarks are not for people."""
