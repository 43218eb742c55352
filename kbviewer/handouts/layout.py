"""How a handout looks: Typst functions that the document calls. A4, always light, calm."""

LAYOUT = r"""
#let ink = rgb("#1d2329")
#let quiet = rgb("#5a6670")
#let hairline = 0.6pt + rgb("#cfd6db")

#let handout(title: "", language: "da", facts: "", footer: "", page-words: ("", "", ""), body) = {
  set document(title: title)
  set text(lang: language, size: 12pt, fill: ink, hyphenate: true, costs: (hyphenation: 300%))
  set par(leading: 0.72em, spacing: 1.15em)
  set page(
    paper: "a4",
    margin: (top: 2cm, bottom: 2.4cm, x: 2.4cm),
    footer: context {
      set text(size: 9.5pt, fill: quiet)
      let (before, between, after) = page-words
      let page = counter(page)
      grid(
        columns: (1fr, auto), column-gutter: 2em,
        footer,
        [#before#page.get().first()#between#page.final().first()#after],
      )
    },
  )
  set list(indent: 0.4em, body-indent: 0.6em, spacing: 0.75em, marker: ([•], [–], [·]))
  set enum(indent: 0.4em, body-indent: 0.6em, spacing: 0.75em)
  set table(stroke: (x: none, y: hairline), inset: (x: 0.5em, y: 0.55em))
  show table: set text(size: 11pt)
  show table: set par(leading: 0.6em)
  show table: set block(above: 1.4em, below: 1.6em)
  show heading: set text(hyphenate: false)
  show heading: set par(leading: 0.5em)
  show heading: set block(above: 1.45em, below: 0.75em)
  show heading.where(level: 1): set text(size: 26pt)
  show heading.where(level: 1): set block(above: 0pt, below: 0.7em)
  show heading.where(level: 2): set text(size: 17pt)
  show heading.where(level: 3): set text(size: 14pt)
  show heading.where(level: 4): set text(size: 12pt)
  show raw.where(block: true): block.with(width: 100%, inset: 0.8em, stroke: hairline, radius: 3pt)
  heading(level: 1, title)
  if facts != "" { block(below: 1.5em, text(size: 10.5pt, fill: quiet, facts)) }
  body
}

#let lead(body) = block(below: 1.5em, text(size: 13.5pt, body))

#let callout(body) = block(
  width: 100%, above: 1.6em, below: 1.6em, inset: (x: 1em, y: 0.9em), radius: 4pt,
  stroke: 1.2pt + rgb("#d9a21b"), fill: rgb("#fffaf0"),
  {
    show heading: set block(above: 0pt, below: 0.7em)
    show heading: set text(size: 13pt)
    body
  },
)

#let quotation(body) = block(
  inset: (left: 1em, y: 0.2em), stroke: (left: 2pt + rgb("#cfd6db")), quote(block: false, quotes: false, body),
)

#let picture(path, alt) = layout(size => {
  let natural = measure(image(path))
  let factor = calc.min(1, size.width / calc.max(natural.width, 1pt), 9cm / calc.max(natural.height, 1pt))
  block(above: 1.4em, below: 1.4em, breakable: false, {
    image(path, width: calc.max(natural.width, 1pt) * factor, alt: alt)
    if alt != "" { block(above: 0.6em, text(size: 10pt, fill: quiet, alt)) }
  })
})

#let missing(told) = block(
  width: 100%, above: 1.4em, below: 1.4em, inset: (x: 1em, y: 0.7em), radius: 4pt, stroke: hairline,
  text(size: 10.5pt, fill: quiet, told),
)

#let closing(told) = block(
  width: 100%, above: 2.4em, inset: (top: 0.8em), stroke: (top: hairline),
  text(size: 10pt, fill: quiet, told),
)
"""
