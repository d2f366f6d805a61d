using System.Net.Mime;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Pilot.Tests.Pages.Browser;

/// <summary>functions.md section 4: WCAG 2.2 AA, on a small screen, enlarged, and on paper.</summary>
public sealed class AccessibilityTests(BrowserSite browser) : IClassFixture<BrowserSite>
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    public static TheoryData<string> Pages => ShownPages.Names;

    [ChromiumFact]
    public async Task Every_route_that_answers_with_a_page_is_tried_here()
    {
        var pages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in RouteCases.All.Where(item => item.Method == "GET"))
        {
            using var answer = await browser.Site.GetAsync(entry.Path, Principals.Officer, ("Accept", "text/html"));
            if (answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType == MediaTypeNames.Text.Html)
            {
                pages.Add(entry.Route);
            }
        }

        Assert.Subset(ShownPages.All.Values.Select(value => value.Route).ToHashSet(), pages);
        Assert.True(pages.Count >= 4);
    }

    /// <summary>One window a page: opening it is what takes the time.</summary>
    [ChromiumTheory]
    [MemberData(nameof(Pages))]
    public async Task The_page_works_for_everybody(string name)
    {
        var page = await browser.OpenAsync(name);
        var faults = new List<string>();
        void Note(string how, string found) => faults.AddRange(found.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(text => $"{how}: {text}"));

        Note("keyboard", await KeyboardAsync(page));
        Note("axe", await ViolationsAsync(page));

        // 1280 pixels at a zoom of 200% are 640, and at 400% 320: nothing moves sideways, not even a table in its frame.
        await page.SetViewportSizeAsync(640, 450);
        Note("zoom of 200%", await TooWideAsync(page));
        await page.SetViewportSizeAsync(320, 256);
        Note("320 pixels", await TooWideAsync(page));
        Note("320 pixels, away from its heading", await page.EvaluateAsync<string>("[...document.querySelectorAll('td')].filter(one => !['left', 'start'].includes(getComputedStyle(one).textAlign)).map(one => one.outerHTML).join('\\n')"));
        Note("axe at 320 pixels", await ViolationsAsync(page));

        // The page of paper that the style asks for: A4 on its side, less its margins.
        await page.SetViewportSizeAsync(1030, 700);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Note("paper", await TooWideAsync(page));
        Note("paper", await page.EvaluateAsync<string>("[...document.querySelectorAll('button,nav,input,.skip')].filter(one => one.checkVisibility()).map(one => one.outerHTML).join('\\n')"));
        await page.Context.CloseAsync();
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [ChromiumFact]
    public async Task What_is_wrong_with_a_page_is_found()
    {
        var page = await browser.OpenAsync("401");
        await page.EvaluateAsync("""
            document.querySelector('main').insertAdjacentHTML(
              'beforeend', '<img src="data:,"><input type="text"><pre>' + 'wide'.repeat(400) + '</pre><div tabindex="3">first</div>')
            """);
        var violations = await ViolationsAsync(page);
        Assert.All(["image-alt", "label", "tabindex"], rule => Assert.Contains(rule + ": ", violations, StringComparison.Ordinal));
        Assert.NotEqual("", await TooWideAsync(page));
        Assert.NotEqual("", await KeyboardAsync(page));
        await page.Context.CloseAsync();
    }

    /// <summary>Tab reaches each control in the page's own order, and the focus is to be seen. What is folded away in a closed details is passed over.</summary>
    private static async Task<string> KeyboardAsync(IPage page)
    {
        var controls = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary,.scroll')].filter(one => one.checkVisibility()).map((one, i) => { one.dataset.order = i; return one.outerHTML.slice(0, 120); })");
        // A page that took the focus itself (to say what is wrong) is walked on from there.
        var first = await page.EvaluateAsync<int>(
            "(at => at === document.body ? 0 : [...document.querySelectorAll('[data-order]')].findIndex(one => at.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING))(document.activeElement)");
        if (first < 0)
        {
            return "no control follows what has the focus";
        }

        for (var i = first; i < controls.Length; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var at = await page.EvaluateAsync<FocusedControl>(Focused);
            if (at is not { Visible: true, Outline: >= 2 } || at.Order != i)
            {
                return $"{at} where this was expected: {controls[i]}";
            }
        }

        return controls.Length > 0 ? "" : "no control";
    }

    private const string Focused = """
        (() => {
          const at = document.activeElement, box = at.getBoundingClientRect(), look = getComputedStyle(at);
          return {
            order: Number(at.dataset.order ?? -1),
            outline: look.outlineStyle === 'none' ? 0 : parseFloat(look.outlineWidth),
            visible: box.width > 0 && box.height > 0 && box.left >= -1 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth,
          };
        })()
        """;

    /// <summary>Every element whose content is wider than it is shown, and every one that sticks out of the page.</summary>
    private static Task<string> TooWideAsync(IPage page) => page.EvaluateAsync<string>("""
        (() => {
          const wide = document.documentElement.clientWidth;
          const seen = one => one.checkVisibility() && !one.closest('.unseen,.skip,thead') && !one.closest('svg');
          return [...document.querySelectorAll('body *')].filter(seen)
            .filter(one => one.getBoundingClientRect().right > wide + 1 || (getComputedStyle(one).overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1))
            .concat(document.documentElement.scrollWidth > wide ? [document.documentElement] : [])
            .map(one => `${one.tagName} ${one.getBoundingClientRect().right} of ${wide}: ${one.textContent.trim().slice(0, 60)}`)
            .join('\n');
        })()
        """);

    /// <summary>axe is put into the page once: pages have no frames, so its own run is all that is needed, and it is several times as fast.</summary>
    private static async Task<string> ViolationsAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
        {
            await page.EvaluateAsync(Axe);
        }

        return await page.EvaluateAsync<string>("""
            async () => (await axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }))
              .violations.flatMap(one => one.nodes.map(node => `${one.id}: ${one.help}: ${node.html}`)).join('\n')
            """);
    }

    private sealed record FocusedControl
    {
        public int Order { get; init; }

        public double Outline { get; init; }

        public bool Visible { get; init; }
    }
}
