/// How the page looks: by the reader's own choice of light or dark, on a telephone as on a wide screen, and on paper.
enum HTMLStyle {
    static let sheet = """
        :root { --ground: #fff; --panel: #f6f7f9; --line: #dde1e6; --text: #1b1f24; --faint: #5b6570; --good: #1a7f4b;
          --bad: #c2261d; --open: #8a5a00; --other: #5b6570; --bar: #f05138; }
        @media (prefers-color-scheme: dark) {
          :root { --ground: #14171b; --panel: #1d2126; --line: #343a42; --text: #e8ebee; --faint: #9aa4af; --good: #56d08d;
            --bad: #ff8178; --open: #e5b454; --other: #9aa4af; --bar: #f2745f; }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 66rem; padding: 1.5rem 1rem 3rem; background: var(--ground); color: var(--text);
          font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
        h1 { margin: .25rem 0; font-size: 1.6rem; line-height: 1.25; }
        h2 { margin: 0 0 .75rem; font-size: 1.1rem; }
        h2 span, .facts, small, footer { color: var(--faint); font-weight: normal; }
        h2 span { margin-left: .5rem; font-size: .9rem; }
        small { font-size: .82rem; }
        .facts { margin: 0; }
        .facts span:not(:empty)::before { content: "·"; margin: 0 .4rem; }
        .verdict { display: inline-block; margin: 0; padding: .1rem .7rem; border-radius: 1rem; color: var(--ground);
          font-weight: 600; }
        .verdict.good { background: var(--good); }
        .verdict.bad { background: var(--bad); }
        section { margin-top: 1.25rem; padding: 1rem; border: 1px solid var(--line); border-radius: .6rem;
          background: var(--panel); }
        section p { margin: 0; }
        pre.failure { margin: 0 0 1rem; padding: .75rem; border-left: .3rem solid var(--bad); background: var(--ground);
          overflow-x: auto; font: .85rem/1.45 ui-monospace, monospace; white-space: pre-wrap; }
        code { font: .88em ui-monospace, monospace; }
        .findings { margin: 0; padding: 0; list-style: none; }
        .findings li { padding: .5rem 0 .5rem .75rem; border-left: .3rem solid var(--other); margin-bottom: .5rem; }
        .findings li.error { border-color: var(--bad); }
        .findings li.warning { border-color: var(--open); }
        .findings .remedy { color: var(--faint); }
        .table { overflow-x: auto; }
        table { width: 100%; border-collapse: collapse; }
        th, td { padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); text-align: left;
          vertical-align: top; }
        th { color: var(--faint); font-size: .82rem; font-weight: 600; white-space: nowrap; }
        tbody tr:last-child td { border-bottom: 0; }
        td.version { white-space: nowrap; font-variant-numeric: tabular-nums; }
        td.time { width: 30%; min-width: 7rem; }
        .bar { display: block; height: .35rem; min-width: 2px; border-radius: .2rem; background: var(--bar); }
        .state { white-space: nowrap; font-weight: 600; }
        .state.good { color: var(--good); }
        .state.bad { color: var(--bad); }
        .state.open { color: var(--open); }
        .state.other { color: var(--other); }
        footer { margin-top: 1.5rem; font-size: .82rem; }
        @media (max-width: 36rem) {
          body { font-size: 15px; padding-top: 1rem; }
          section { padding: .75rem; }
          td.time { width: auto; min-width: 5rem; }
        }
        @media print { body { max-width: none; } section { break-inside: avoid; background: none; } }
        """
}
