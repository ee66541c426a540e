import Foundation
import Testing

@testable import Mail

private func html(_ source: String) throws -> MessageReader {
  try mail("Content-Type: text/html; charset=utf-8\n\n" + source)
}

/// What some readers see otherwise than the text that is judged.
struct ReadSightTests {
  @Test(arguments: [
    "color:#fefefe", "color: #FAFAFA", "color:#ddd", "color:rgb(250, 250, 250)", "color:rgb(98%,98%,98%)",
    "color:rgba(0,0,0,0.1)", "color:#00000010", "color:snow", "color:transparent", "color:hsl(0,0%,99%)",
    "-webkit-text-fill-color:white", "background:#111", "background-color:black", "background:url(x.png)",
    "color:#336699;background:#336699", "font-size:0.1pt", "font-size:1px", "font-size:.05em", "font-size:3%",
    "font:1px/1px Arial", "font:0/0 a", "opacity:0", "opacity:.01", "opacity:5%", "filter:opacity(1%)",
    "text-indent:-9999px", "text-indent:-100%", "position:absolute;left:-9999px", "position:fixed", "left:-4000px",
    "margin-left:-9999px", "margin:0 0 0 -200em", "mso-hide:all", "visibility:collapse", "visibility:hidden",
    "clip:rect(0,0,0,0)", "clip-path:inset(100%)", "max-height:0", "max-height:0px", "height:0;overflow:hidden",
    "width:1px; overflow:hidden", "transform:scale(0)", "zoom:0.01", "letter-spacing:-1em", "line-height:0",
    "direction:rtl", "font-family:Wingdings", "text-decoration:line-through", "z-index:-1", "display/**/:none",
    "d\\69splay:none", "font-size:calc(1px)", "color:var(--x)", "display:none!important", "content-visibility:hidden",
  ])
  func `a style that may hide words makes them uncertain`(style: String) throws {
    #expect(try html("<p>We have deleted <span style='\(style)'>not</span> all the data.</p>").hasHiddenText)
    #expect(try html("<style>.x { \(style) }</style><p>a</p>").hasHiddenText)
  }

  @Test(arguments: [
    "<link rel=stylesheet href='https://x.example/s.css'>a", "<LINK type='text/css' href=x>a",
    "<template>not</template>a", "<noembed>not</noembed>a", "<noscript>not</noscript>a", "<noframes>not</noframes>a",
    "<iframe srcdoc='not'></iframe>a", "<object data=x>not</object>a", "<details><summary>a</summary>not</details>",
    "<video>not</video>a", "<!--[if mso]>not<![endif]-->a", "<!--[if gte mso 9]><p>not</p><![endif]-->a",
    "<!--[if !mso]><!-->not<!--<![endif]-->a", "<![if !mso]>not<![endif]>a", "<!-- a --!> not <!-- -->a",
    "<body bgcolor=black>not</body>", "<body text='#fdfdfd'>not</body>", "<font color='#ffffee'>not</font>",
    "<table bgcolor='#000'><tr><td>not</td></tr></table>", "<p style='col&#111;r:white'>not</p>",
    "<p title='\(String(repeating: "x", count: 5_000))' style='display:none'>not</p>a",
    "<style>@import 'x.css';</style>a", "<style>@font-face { font-family: a; src: url(x) }</style>a",
    "<style>@media screen { .x { color: #fff } }</style>a", "<style>li { list-style: 'not ' }</style>a",
    "<style>.a { color: #369 } .b { background: #369 }</style>a", "<q>deleted</q>",
  ])
  func `what only some programs show makes a mail uncertain`(source: String) throws {
    #expect(try html(source).hasHiddenText)
  }

  @Test(arguments: [
    "<body text='#000000' bgcolor='#FFFFFF'><p>a</p></body>",
    "<div style='color: rgb(0, 0, 0); background-color: rgb(255, 255, 255); font-size: 12pt'>a</div>",
    "<p style='color:windowtext;background:white;margin-left:-5.4pt;text-indent:-18.0pt;line-height:107%'>a</p>",
    "<span style='color:#1F497D; font-family:\"Calibri\",sans-serif'>a</span>", "<div style='color:#999'>a</div>",
    "<td style='font-size:1px;line-height:1px'>&nbsp;</td>a", "<span style='color:#fff'></span>a",
    "<div style='overflow:hidden; max-width:100%; width:600px'>a</div>",
    "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><!--[if !mso]><style>v\\:* {behavior:url(x)}</style><![endif]-->a",
    "<body link='#0563C1' vlink='purple'><small>a</small><sub>b</sub></body>",
    "<div style='font-size:60%'><p style='font-size:11pt'><b style='font-size:0.9em'>a</b></p></div>",
    "<![if !supportLists]>-<![endif]>a", "<!-- not -->a",
    "<style type='text/css' style='display:none'>p {margin:0}</style>a",
    """
    <style><!--
    /* Font Definitions */
    @font-face {font-family:Wingdings; panose-1:5 0 0 0 0 0 0 0 0 0;}
    p.MsoNormal, li.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}
    a:link, span.MsoHyperlink {mso-style-priority:99; color:#0563C1; text-decoration:underline;}
    span.EmailStyle17 {mso-style-type:personal-reply; color:windowtext;}
    @page WordSection1 {size:612.0pt 792.0pt; margin:70.85pt 70.85pt 2.0cm 70.85pt;}
    @list l0:level1 {mso-level-text:x; text-indent:-18.0pt; font-family:Symbol;}
    --></style><p class=MsoNormal>a</p>
    """,
  ])
  func `what mail programs write into every mail hides nothing`(source: String) throws {
    #expect(try !html(source).hasHiddenText)
  }

  @Test func `what cannot be seen is no word of the answer, what may be seen is one`() throws {
    #expect(try html("a <b style='mso-hide:all'>not</b>").text?.trimmed == "a")
    #expect(try html("a <b style='color:#eee'>not</b>").text == "a not")
  }

  /// Seconds of this thread; a debug build gets ten times what the running program may take.
  @Test func `many paragraphs and styles cost little`() throws {
    let pieces = (0..<8_000).map { "<p style='color:#\(100_000 + $0 * 17)'>a</p>" }
    let source = pieces.joined()
    var before = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before)
    _ = try html(source)
    var after = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after)
    #expect(after.tv_sec - before.tv_sec < 6)
  }
}
