"use strict";
// The program's own hand in a page. Runs in an isolated world; the page itself runs no script.
// A span is [block, start, end]: the number of a block of text, and UTF-16 offsets into its text.

globalThis.kb = (() => {
  const BLOCK = "p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, pre, figcaption, summary, blockquote, figure, div, " +
    "section, details, nav, header, footer, article, main";
  const ASIDE = "[role=tooltip], [aria-hidden=true], .reference, .back, .related, .about, .facts, " +
    ".address"; // no part of what the article says
  const LABEL = "kb-label-"; // how the names of the person's own highlights begin
  const MARGIN = 48; // pixels a hit keeps from the edge of the view
  let blocks = [];

  function collect() {
    blocks = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    let home = null;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType === Node.ELEMENT_NODE) {
        // What is not read parts the words around it, as the end of a line does.
        const block = blocks[blocks.length - 1];
        if (block && node.matches(`br, ${ASIDE}`) && node.parentElement.closest(BLOCK) === home) {
          block.text += node.matches("br") ? "\n" : " ";
        }
        continue;
      }
      if (node.parentElement.closest(ASIDE)) continue;
      const nearest = node.parentElement.closest(BLOCK);
      if (nearest !== home) {
        home = nearest;
        blocks.push({ text: "", nodes: [] });
      }
      const block = blocks[blocks.length - 1];
      block.nodes.push({ node, start: block.text.length });
      block.text += node.data;
    }
    blocks = blocks.filter((block) => block.text.trim());
  }

  function texts() {
    collect();
    return JSON.stringify(blocks.map((block) => block.text));
  }

  function pointIn(block, offset) {
    const holder = block.nodes.findLast((each) => each.start <= offset) ?? block.nodes[0];
    return [holder.node, Math.min(offset - holder.start, holder.node.length)];
  }

  function rangeOf([number, start, end]) {
    const range = document.createRange();
    const block = blocks[number];
    range.setStart(...pointIn(block, start));
    const last = block.nodes.findLast((each) => each.start < end) ?? block.nodes[0];
    range.setEnd(last.node, Math.min(end - last.start, last.node.length));
    return range;
  }

  function highlight(name, spans) {
    const made = new Highlight(...spans.map(rangeOf));
    made.priority = name.startsWith(LABEL) ? 0 : 1; // what is found or read now shows above what was highlighted
    CSS.highlights.set(name, made);
  }

  function boxOf(range) {
    // A word in a folded part has no box of its own: the fold's stands for it.
    const folded = range.startContainer.parentElement.closest("details:not([open])");
    return (folded ?? range).getBoundingClientRect();
  }

  function firstInView(spans) {
    const place = spans.findIndex((span) => boxOf(rangeOf(span)).bottom > 0);
    return Math.max(0, place);
  }

  function unfold(node) {
    for (let fold = node.parentElement.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
  }

  // The first column of a wide table stays in view, above the others.
  function fromBelowFirstColumn(range) {
    const cell = range.startContainer.parentElement.closest("td, th");
    const first = cell?.parentElement.firstElementChild;
    if (!cell || cell === first) return;
    const hidden = first.getBoundingClientRect().right - range.getBoundingClientRect().left;
    if (hidden > 0) cell.closest(".table").scrollLeft -= hidden;
  }

  function show(name, span) {
    const range = rangeOf(span);
    highlight(name, [span]);
    unfold(range.startContainer);
    range.startContainer.parentElement.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    fromBelowFirstColumn(range);
    const box = range.getBoundingClientRect();
    if (box.top < MARGIN || box.bottom > innerHeight - MARGIN) {
      scrollBy({ top: box.top - innerHeight / 3, behavior: "instant" });
    }
  }

  function clear(...names) {
    names.forEach((name) => CSS.highlights.delete(name));
  }

  function topOf(number) {
    return boxOf(rangeOf([number, 0, blocks[number].text.length])).top;
  }

  // The number of the first block that begins in view; 0 at the top, -1 once the end has been seen.
  function place() {
    if (!blocks.length) collect();
    if (scrollY <= 0) return 0;
    if (scrollY + innerHeight >= document.documentElement.scrollHeight - 4) return -1;
    return first();
  }

  // The number of the first block that begins in view.
  function first() {
    return Math.max(0, blocks.findIndex((_block, number) => topOf(number) >= 0));
  }

  function goTo(number) {
    collect();
    const place = Math.min(number, blocks.length - 1);
    if (place >= 0) scrollBy({ top: topOf(place) - 16, behavior: "instant" });
  }

  // What the person has selected, one span for each block, as JSON: the engine hands on no arrays.
  function selection() {
    return JSON.stringify(selectedSpans());
  }

  function selectedSpans() {
    const selected = getSelection();
    if (selected.isCollapsed || !selected.rangeCount) return [];
    const range = selected.getRangeAt(0);
    return blocks.map((block, number) => {
      const parts = block.nodes.filter(({ node }) => range.intersectsNode(node)).map(({ node, start }) => [
        start + (node === range.startContainer ? range.startOffset : 0),
        start + (node === range.endContainer ? range.endOffset : node.length),
      ]);
      return parts.length ? [number, parts[0][0], parts[parts.length - 1][1]] : null;
    }).filter((span) => span && span[1] < span[2]);
  }

  function deselect() {
    getSelection().removeAllRanges();
  }

  // The letter under a point of the view, as the JSON of a span; of null where there is none.
  function letterAt(x, y) {
    return JSON.stringify(spanAt(x, y));
  }

  function spanAt(x, y) {
    const caret = document.caretRangeFromPoint(x, y);
    for (const [number, block] of blocks.entries()) {
      const holder = block.nodes.find(({ node }) => node === caret?.startContainer);
      if (!holder) continue;
      const offset = [caret.startOffset, caret.startOffset - 1].find((each) => isUnder(holder.node, each, x, y));
      return offset === undefined ? null : [number, holder.start + offset, holder.start + offset + 1];
    }
    return null;
  }

  function isUnder(node, offset, x, y) {
    if (offset < 0 || offset >= node.length) return false;
    const range = document.createRange();
    range.setStart(node, offset);
    range.setEnd(node, offset + 1);
    return [...range.getClientRects()].some((box) =>
      box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
  }

  // The id of the last heading at or above the upper third of the view; "" before the first one.
  function section() {
    const headings = [...document.querySelectorAll(":is(h1, h2, h3, h4, h5, h6, .place)[id]")];
    const above = headings.filter((heading) => {
      const box = heading.matches(".place") ? heading.closest("details") : heading;
      return !heading.closest(ASIDE) && box.checkVisibility() && box.getBoundingClientRect().top <= innerHeight / 3;
    });
    return above[above.length - 1]?.id ?? "";
  }

  return { texts, highlight, firstInView, show, clear, place, first, goTo, selection, deselect, letterAt, section };
})();
