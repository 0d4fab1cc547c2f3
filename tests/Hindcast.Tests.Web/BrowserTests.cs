using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Organisations;
using Hindcast.Tests.Web.Support;
using Microsoft.Playwright;

namespace Hindcast.Tests.Web;

/// <summary>The pages in a real browser: from the file on disk to the verdict and the campaign. Skipped where there is none.</summary>
public sealed class BrowserTests(FleetServer fleet)
{
    private static readonly string Chromium = Environment.GetEnvironmentVariable("HINDCAST_CHROMIUM") ?? "/usr/bin/chromium";

    /// <summary>Where pictures of the pages go, for people to look at; nowhere without it.</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("HINDCAST_SCREENSHOTS");

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_victim_uploads_watches_and_reads_the_verdict_and_the_analyst_the_campaign(int width)
    {
        Assert.SkipUnless(File.Exists(Chromium), $"no browser at {Chromium}");
        string name = $"Browser {Guid.NewGuid():N}";
        string organisation = (await fleet.The<OrganisationStore>().Create(name, "energy", "SE", 0, 1L << 30, CancellationToken.None))!;
        (_, string account) = await fleet.Account(AccountRole.Organisation, organisation);
        (_, string analyst) = await fleet.Account(AccountRole.Analyst, organisation, fleet.Alpha.Organisation, fleet.Beta.Organisation);

        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        await using IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        IPage page = await context.NewPageAsync();
        List<string> strange = [];
        int streams = 0;
        page.Request += (_, request) =>
        {
            // The state of jobs is pushed: a stream is opened, and nothing is asked again and again.
            if (request.Url.Contains("/api/v1/jobs", StringComparison.Ordinal))
            {
                streams++;
                if (!request.Url.Contains("/live", StringComparison.Ordinal))
                {
                    strange.Add($"asked {request.Url}");
                }
            }

            if (!request.Url.StartsWith(fleet.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                strange.Add($"request to {request.Url}");
            }
        };
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                strange.Add($"{page.Url}: {message.Text}");
            }
        };

        await Visit(page, "/login", width);
        await SignIn(page, account);
        await Visit(page, $"/organisations/{organisation}", width);
        await page.FillAsync("#name", "EX01");
        await page.ClickAsync("main form button");
        await page.SetInputFilesAsync("#files", fleet.Evidence);
        await page.ClickAsync("form[data-upload] button");
        await page.WaitForSelectorAsync("#headline", new PageWaitForSelectorOptions { Timeout = 120_000 });
        Assert.Contains("Compromised", await page.InnerTextAsync("#headline"), StringComparison.Ordinal);
        Assert.InRange(streams, 1, 3);
        await Check(page, "server", width);
        await page.ClickAsync("text=Read the assessment");
        Assert.Contains("Outcome: Used", await page.InnerTextAsync("#verdict"), StringComparison.Ordinal);
        await page.ClickAsync("section[aria-labelledby=why] a[href='#F1']");
        Assert.True(await page.Locator("#F1").IsVisibleAsync());
        await Check(page, "assessment", width);
        await page.ClickAsync("text=Sign out");

        await SignIn(page, analyst);
        foreach (string path in new[] { "/", "/servers", "/campaign/clusters", "/search?q=/aspnet_client&how=prefix", $"/servers/{fleet.Alpha.Server}/compare/{fleet.Beta.Server}", "/account" })
        {
            await Visit(page, path, width);
        }

        // The queue moves on an open page, without a reload.
        await Visit(page, "/jobs", width);
        string before = await page.InnerTextAsync("[data-count=done]");
        string server = (await fleet.The<ServerStore>().Create(organisation, "EX02", CancellationToken.None))!;
        await fleet.Give(server, organisation, fleet.Evidence);
        await fleet.The<JobStore>().Enqueue(server, organisation, CancellationToken.None);
        await page.WaitForSelectorAsync($"[data-newest] tr:has(a[href='/servers/{server}']) a[href^='/assessments/']");
        Assert.NotEqual(before, await page.InnerTextAsync("[data-count=done]"));

        await Visit(page, "/campaign", width);
        Assert.Contains("Victims by the day it began", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(2, await page.Locator("figure canvas").CountAsync());

        // Something is drawn: not every point of the first canvas is clear.
        Assert.True(await page.EvaluateAsync<bool>("(() => { const c = document.querySelector('figure canvas'); return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v !== 0); })()"));
        await page.ClickAsync("text=Sign out");
        await SignIn(page, "root");
        foreach (string path in new[] { "/organisations", "/accounts", "/audit" })
        {
            await Visit(page, path, width);
        }

        Assert.Empty(strange);
    }

    private async Task Visit(IPage page, string path, int width)
    {
        await page.GotoAsync(new Uri(fleet.Address, path).ToString());
        await Check(page, path.Trim('/').Split('?')[0].Replace('/', '-'), width);
    }

    private static async Task SignIn(IPage page, string name)
    {
        await page.FillAsync("#name", name);
        await page.FillAsync("#password", FleetServer.Password);
        await page.ClickAsync("main button");

        // Waiting for the address waits for an event of loading too, which may have passed by then.
        await page.Locator("text=Sign out").WaitForAsync();
        Assert.Equal("/", new Uri(page.Url).AbsolutePath);
    }

    /// <summary>Usable by everybody, and nothing of the page lies outside its width.</summary>
    private static async Task Check(IPage page, string name, int width)
    {
        if (Pictures is not null)
        {
            Directory.CreateDirectory(Pictures);
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, $"{width}-{(name.Length > 0 ? name : "home")}.png"), FullPage = true });
        }

        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{page.Url} is wider than {width}");
        if (width < 600)
        {
            // What axe looks at is the same at both widths; it takes most of the time.
            return;
        }

        AxeResult result = await page.RunAxe(new AxeRunOptions { Iframes = false });
        Assert.True(result.Violations.Length == 0, $"{page.Url}: {string.Join("; ", result.Violations.Select(v => $"{v.Id} at {v.Nodes[0].Html}"))}");
    }
}
