using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Html;
using Microsoft.Playwright;

namespace Hindcast.Tests.Browser;

/// <summary>
/// A headless Chromium for all tests of a class, and reports as files for it to open. The browser is the machine's own
/// (HINDCAST_CHROMIUM, /usr/bin/chromium); nothing is downloaded. Without one the tests are skipped.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-browser-").FullName;
    private IPlaywright? _playwright;
    private readonly List<IBrowserContext> _open = [];
    private IBrowser? _browser;

    private static string? Executable { get; } =
        new[] { Environment.GetEnvironmentVariable("HINDCAST_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
            .FirstOrDefault(File.Exists);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Executable is not null)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = Executable,
                Args = ["--no-sandbox", "--disable-dev-shm-usage"],
            });
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Writes a report and returns its address.</summary>
    internal string ReportAt(string name, Assessment assessment)
    {
        string path = Path.Combine(_folder, name + ".html");
        using (FileStream stream = File.Create(path))
        {
            HtmlReport.Write(assessment, stream);
        }

        return new Uri(path).AbsoluteUri;
    }

    /// <summary>A fresh page; those of the tests before are closed.</summary>
    internal async Task<IPage> Page(int width, bool dark, bool script = true)
    {
        foreach (IBrowserContext context in _open)
        {
            await context.CloseAsync();
        }

        _open.Clear();
        Assert.SkipWhen(_browser is null, "no Chromium on this machine (install chromium, or name it by HINDCAST_CHROMIUM)");
        IBrowserContext fresh = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Offline = true,
            JavaScriptEnabled = script,
        });
        _open.Add(fresh);
        return await fresh.NewPageAsync();
    }
}
