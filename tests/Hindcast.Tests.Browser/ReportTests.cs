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

    [Theory]
    [InlineData("sample", 1280, false)]
    [InlineData("sample", 1280, true)]
    [InlineData("sample", 390, false)]
    [InlineData("made-up", 1280, false)]
    [InlineData("made-up", 1280, true)]
    [InlineData("two-actors", 1280, true)]
    [InlineData("clean", 390, true)]
    public async Task Axe_finds_no_violation_folded_or_open(string name, int width, bool dark)
    {
        IPage page = await chromium.Page(width, dark);
        await page.GotoAsync(chromium.ReportAt(name, ReportCases.Of(name)));
        Assert.Empty(Told(await page.RunAxe()));
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
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
    public async Task A_hundred_thousand_findings_open_in_under_two_seconds()
    {
        string address = chromium.ReportAt("large", ReportCases.Of("large"));
        long best = long.MaxValue;

        // The best of three: other work on the machine is not the report's.
        for (int i = 0; i < 3; i++)
        {
            IPage page = await chromium.Page(1280, dark: false);
            Stopwatch watch = Stopwatch.StartNew();
            await page.GotoAsync(address);
            await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            best = Math.Min(best, watch.ElapsedMilliseconds);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"opened in {best} ms"));
        Assert.True(best < MaxOpenMilliseconds, string.Create(CultureInfo.InvariantCulture, $"{best} ms"));
    }

    /// <summary>Pictures for people to look at, when HINDCAST_SCREENSHOTS names a folder for them.</summary>
    [Theory]
    [InlineData("sample", 1280, false)]
    [InlineData("sample", 390, false)]
    [InlineData("two-actors", 1280, true)]
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
