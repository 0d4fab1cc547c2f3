using System.Diagnostics;
using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Hindcast.Tests.Browser;

/// <summary>report.html as people meet it: opened from disk in a real browser.</summary>
public sealed class ReportTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const long MaxOpenMilliseconds = 2_000;

    [Theory]
    [InlineData("sample", 1280, false)]
    [InlineData("sample", 390, true)]
    [InlineData("made-up", 1280, true)]
    [InlineData("two-actors", 390, false)]
    [InlineData("clean", 1280, false)]
    [InlineData("large", 1280, false)]
    [InlineData("hostile", 390, false)]
    public async Task It_opens_from_disk_asks_for_nothing_and_complains_of_nothing(string name, int width, bool dark)
    {
        IPage page = await chromium.Page(width, dark);
        List<string> requests = [], complaints = [];
        string address = chromium.ReportAt(name, ReportCases.Of(name));
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(address);

        Assert.Equal([address], requests);
        Assert.Empty(complaints);
        Assert.StartsWith("Compromise assessment: ", await page.TitleAsync(), StringComparison.Ordinal);

        // Wide tables and drawings scroll by themselves, never the page.
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways");
    }

    /// <summary>Opened, a page shows all that it shows folded and more; so most are looked at once. Each look takes axe many seconds.</summary>
    [Theory]
    [InlineData("sample", 1280, true, true)]
    [InlineData("sample", 390, false, true)]
    [InlineData("made-up", 1280, false, false)]
    [InlineData("made-up", 1280, true, true)]
    [InlineData("made-up", 1280, false, true)]
    [InlineData("clean", 390, true, false)]
    public async Task Axe_finds_no_violation_folded_or_open(string name, int width, bool dark, bool opened)
    {
        IPage page = await chromium.Page(width, dark);
        await page.GotoAsync(chromium.ReportAt(name, ReportCases.Of(name)));
        if (opened)
        {
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        }

        Assert.Empty(Told(await page.RunAxe()));
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("made-up")]
    [InlineData("two-actors")]
    public async Task Every_link_leads_to_something_that_is_then_seen(string name)
    {
        IPage page = await chromium.Page(1280, dark: false);
        await page.GotoAsync(chromium.ReportAt(name, ReportCases.Of(name)));
        string[] unseen = await page.EvaluateAsync<string[]>(
            """
            async () => {
              const unseen = [], links = [...new Map([...document.querySelectorAll('a[href]')].map(a => [a.getAttribute('href'), a])).values()];
              for (const link of links) {
                link.click();
                await new Promise(done => requestAnimationFrame(done));
                const id = decodeURIComponent(link.getAttribute('href').slice(1)), target = document.getElementById(id);
                const box = target?.getBoundingClientRect();
                if (!box || box.height === 0 || box.bottom < 0 || box.top > innerHeight || location.hash !== '#' + id) {
                  unseen.push(link.getAttribute('href'));
                }
              }
              return links.length > 30 ? unseen : ['too few links: ' + links.length];
            }
            """);
        Assert.Empty(unseen);
    }

    [Fact]
    public async Task It_prints_on_paper_with_the_answers_open()
    {
        IPage page = await chromium.Page(1280, dark: true);
        await page.GotoAsync(chromium.ReportAt("sample", ReportCases.Of("sample")));
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('.answer .body')].every(b => b.getBoundingClientRect().height > 0)"), "an answer stays folded");
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        byte[] pdf = await page.PdfAsync(new PagePdfOptions { Format = "A4", PrintBackground = false });
        Assert.True(pdf.AsSpan().StartsWith("%PDF"u8));
        await Keep("print.pdf", pdf);
    }

    [Fact]
    public async Task A_hundred_thousand_findings_open_in_under_two_seconds_and_each_of_them_can_be_reached()
    {
        string address = chromium.ReportAt("large", ReportCases.Of("large"));
        long best = long.MaxValue;
        IPage page = null!;

        // The best of three: other work on the machine is not the report's.
        for (int i = 0; i < 3; i++)
        {
            page = await chromium.Page(1280, dark: false);
            Stopwatch watch = Stopwatch.StartNew();
            await page.GotoAsync(address);
            await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            best = Math.Min(best, watch.ElapsedMilliseconds);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"opened in {best} ms, {new FileInfo(new Uri(address).LocalPath).Length:N0} bytes"));
        Assert.True(best < MaxOpenMilliseconds, string.Create(CultureInfo.InvariantCulture, $"{best} ms"));

        ILocator findings = page.Locator("[data-list=findings]");
        Assert.Equal("1 to 100 of 100,000", await findings.Locator("[role=status]").TextContentAsync());
        await findings.Locator("[data-turn=last]").ClickAsync();
        Assert.Equal("99,901 to 100,000 of 100,000", await findings.Locator("[role=status]").TextContentAsync());
        Assert.Equal("F100000", await findings.Locator("tbody tr:last-child th").TextContentAsync());
        await findings.Locator("input").FillAsync("/aspnet_client/page77777");
        await findings.Locator("text=1 to 1 of 1").WaitForAsync();
        Assert.Equal("F77777", await findings.Locator("tbody th").TextContentAsync());

        // A claim far down the timeline: the list turns to it.
        await findings.Locator("tbody a[href='#O77777']").ClickAsync();
        await page.Locator("#O77777").WaitForAsync();
        Assert.Equal("O77777", await page.EvaluateAsync<string>("document.querySelector(':target').id"));
        Assert.Equal("77,701 to 77,800 of 100,000", await page.Locator("[data-list=observations] [role=status]").TextContentAsync());
    }

    [Theory]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    public async Task Axe_finds_no_violation_in_a_list_of_pages(int width, bool dark)
    {
        IPage page = await chromium.Page(width, dark);
        await page.GotoAsync(chromium.ReportAt("long", ReportCases.Of("long")));
        foreach (string list in new[] { "findings", "observations" })
        {
            ILocator pages = page.Locator($"[data-list={list}]");
            await pages.Locator("input").FillAsync("page77");
            await pages.Locator("[role=status]", new LocatorLocatorOptions { HasText = "of 11" }).WaitForAsync();
            Assert.Empty(Told(await pages.RunAxe()));
        }

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways");
    }

    [Fact]
    public async Task Pages_of_hostile_rows_show_text_and_do_nothing()
    {
        IPage page = await chromium.Page(1280, dark: false);
        await page.GotoAsync(chromium.ReportAt("hostile", ReportCases.Of("hostile")));
        foreach (string turn in new[] { "next", "last", "first" })
        {
            await page.Locator($"[data-list=findings] [data-turn={turn}]").ClickAsync();
        }

        Assert.Equal("<script>document.title='hit'</script>", await page.Locator("[data-list=findings] tbody tr:first-child td p").First.TextContentAsync());
        Assert.Contains("a[U+202E]gnp.exe", await page.TextContentAsync("[data-list=findings] tbody"), StringComparison.Ordinal);
        Assert.NotEqual("hit", await page.TitleAsync());
        Assert.Equal(0, await page.Locator("main img, main svg[onload], main script:not([type='application/json'])").CountAsync());
    }

    [Fact]
    public async Task Without_its_script_a_long_report_says_how_many_are_not_shown_and_where_they_stand()
    {
        IPage page = await chromium.Page(1280, dark: false, script: false);
        await page.GotoAsync(chromium.ReportAt("long", ReportCases.Of("long")));
        Assert.True(await page.Locator("[data-without=findings]").IsVisibleAsync());
        Assert.StartsWith("Not shown here: 1,134 findings. All of them stand in assessment.json", await page.TextContentAsync("[data-without=findings]"), StringComparison.Ordinal);
        Assert.False(await page.Locator("[data-list=findings]").IsVisibleAsync());
    }

    /// <summary>Pictures for people to look at, when HINDCAST_SCREENSHOTS names a folder for them.</summary>
    [Theory]
    [InlineData("sample", 1280, false)]
    [InlineData("sample", 390, false)]
    [InlineData("two-actors", 1280, true)]
    [InlineData("long", 1280, false)]
    [InlineData("long", 390, true)]
    public async Task Every_section_can_be_pictured(string name, int width, bool dark)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("HINDCAST_SCREENSHOTS") is { Length: > 0 }, "pictures are made where HINDCAST_SCREENSHOTS names a folder for them");
        IPage page = await chromium.Page(width, dark);
        await page.GotoAsync(chromium.ReportAt(name, ReportCases.Of(name)));
        IReadOnlyList<IElementHandle> sections = await page.QuerySelectorAllAsync("main section");
        Assert.NotEmpty(sections);
        for (int i = 0; i < sections.Count; i++)
        {
            byte[] picture = await sections[i].ScreenshotAsync();
            Assert.True(picture.Length > 1_000);
            await Keep(string.Create(CultureInfo.InvariantCulture, $"{name}-{width}-{(dark ? "dark" : "light")}-{i:00}.png"), picture);
        }
    }

    private static IEnumerable<string> Told(AxeResult result) =>
        result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}");

    private static async Task Keep(string name, byte[] content)
    {
        if (Environment.GetEnvironmentVariable("HINDCAST_SCREENSHOTS") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, name), content);
        }
    }
}
