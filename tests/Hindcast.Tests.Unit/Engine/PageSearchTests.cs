using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Hindcast.Engine;
using Hindcast.Engine.Pages;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Tests.Unit.Conventions;
using Hindcast.Tests.Unit.WebShells;
using Hindcast.WebShells;

namespace Hindcast.Tests.Unit.Engine;

public sealed class PageSearchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-pages-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Pages_of_folders_and_archives_are_found_wherever_they_lie(int threads)
    {
        Write("site/inert.aspx", InertPages.All[0].Text);
        Write("site/default.aspx", "<%@ Page Language=\"C#\" %><html></html>");
        using (ZipArchive zip = ZipFile.Open(Path.Combine(_folder, "copy.zip"), ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("deep/inert.php").Open();
            entry.Write(Encoding.UTF8.GetBytes(InertPages.All.Single(p => p.Name == "plain.php").Text));
        }

        PageSearchResult result = PageSearch.Run(new PageSearchOptions { Evidence = [_folder], Threads = threads }, new ReadProgress(), TestContext.Current.CancellationToken);
        Assert.Equal(["copy.zip!/deep/inert.php", "site/inert.aspx"], result.Hits.Select(h => h.Path).Order(StringComparer.Ordinal));
        Assert.Equal(3, result.Files);
        Assert.All(result.Hits, h => Assert.Equal(64, h.Sha256.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Copies_are_found_each_and_benign_ones_are_looked_at_under_each_extension(int threads)
    {
        // A handler whose directive names nothing is one by its extension alone.
        string service = InertPages.All[0].Text;
        for (int i = 0; i < 20; i++)
        {
            Write($"site{i}/inert.aspx", service);
            Write($"site{i}/default.aspx", "<%@ Page Language=\"C#\" %><html></html>");
            Write($"site{i}/handler.txt", InertPages.All.Single(p => p.Name == "unnamed.ashx").Text);
            Write($"site{i}/handler.ashx", InertPages.All.Single(p => p.Name == "unnamed.ashx").Text);
        }

        PageSearchResult result = PageSearch.Run(new PageSearchOptions { Evidence = [_folder], Threads = threads }, new ReadProgress(), TestContext.Current.CancellationToken);
        Assert.Equal(80, result.Files);
        Assert.Equal(20, result.Hits.Count(h => h.Path.EndsWith("inert.aspx", StringComparison.Ordinal)));
        Assert.Equal(20, result.Hits.Count(h => h.Path.EndsWith("handler.ashx", StringComparison.Ordinal)));
        Assert.Equal(40, result.Hits.Count);
    }

    [Fact]
    public void Hash_is_that_of_the_whole_file_whatever_its_length()
    {
        Write("short.aspx", InertPages.All[0].Text);
        Write("long.aspx", InertPages.All[0].Text + new string(' ', 3 << 20));
        PageSearchResult result = PageSearch.Run(new PageSearchOptions { Evidence = [_folder] }, new ReadProgress(), TestContext.Current.CancellationToken);
        Assert.Equal(2, result.Hits.Count);
        Assert.All(result.Hits, h => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder, h.Path)))), h.Sha256));
    }

    [Fact]
    public void Long_page_is_judged_by_head_and_tail_and_says_so_HC4501()
    {
        Write("long.aspx", InertPages.All[0].Text + new string(' ', 3 << 20));
        Write("tail.aspx", new string(' ', (3 << 20) + 12345) + InertPages.All[0].Text);
        PageSearchResult result = PageSearch.Run(new PageSearchOptions { Evidence = [_folder] }, new ReadProgress(), TestContext.Current.CancellationToken);
        Assert.Equal(["long.aspx", "tail.aspx"], result.Hits.Select(h => h.Path).Order(StringComparer.Ordinal));
        Assert.Equal(2, result.Diagnostics.Count(d => d.Descriptor == PageDiagnostics.PartlyJudged));
        Assert.All(result.Hits, h => Assert.Equal(h.LengthBytes - ServerPageScanner.WindowBytes, h.Report.UnreadBytes));
    }

    [Theory]
    [InlineData(1 << 17, -1)]
    [InlineData(1 << 17, 0)]
    [InlineData(1 << 17, 1)]
    [InlineData(1 << 17, 100_000)]
    [InlineData(1 << 14, 300_000)]
    public void Tail_of_a_long_page_is_its_own_whatever_was_read_at_once(int atOnce, int moreThanWindow)
    {
        PageContent content = new();
        content.Add(Encoding.ASCII.GetBytes(new string('x', 3 << 20)));
        content.Clear();
        byte[] page = Encoding.ASCII.GetBytes(InertPages.All[0].Text + new string(' ', ServerPageScanner.WindowBytes + moreThanWindow - InertPages.All[0].Text.Length));
        for (int at = 0; at < page.Length; at += atOnce)
        {
            ReadOnlySpan<byte> some = page.AsSpan(at, Math.Min(atOnce, page.Length - at));
            if (content.Room.Length >= some.Length)
            {
                some.CopyTo(content.Room);
                content.Took(some.Length);
            }
            else
            {
                content.Add(some);
            }
        }

        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(ServerPageScanner.Scan(page, "a.aspx")), System.Text.Json.JsonSerializer.Serialize(content.Scan("a.aspx")));
        Assert.Equal(page.Length, content.LengthBytes);
        Assert.Equal(Math.Max(0, moreThanWindow), content.UnreadBytes);
    }

    [Fact]
    public void Page_with_more_work_than_allowed_says_so_HC4502()
    {
        StringBuilder page = new("<%@ Page Language=\"C#\" %><% Process.Start(Request[\"a\"]);");
        while (page.Length < 1 << 19)
        {
            page.Append("a ; ");
        }

        page.Append(string.Concat(Enumerable.Repeat("c;", 200_000))).Append("%>");
        Write("work.aspx", page.ToString());
        PageSearchResult result = PageSearch.Run(new PageSearchOptions { Evidence = [_folder] }, new ReadProgress(), TestContext.Current.CancellationToken);
        Assert.Contains(result.Diagnostics, d => d.Descriptor == PageDiagnostics.WorkLimit);
    }

    [Fact]
    public void Web_shell_in_a_web_root_is_an_observation_with_verdict_key_and_reasons()
    {
        Write("C/inetpub/wwwroot/aspnet_client/inert.aspx", InertPages.All[0].Text);
        Write("C/inetpub/wwwroot/aspnet_client/ok.txt", "nothing");
        Assessment assessment = Assessor.Run(
            new AssessOptions { Evidence = [_folder], PackFolder = Path.Combine(Checkout.Root, "packs"), Tool = "test" }, new ReadProgress(), TestContext.Current.CancellationToken).Assessment;
        Observation page = Assert.Single(assessment.Observations, o => o.RuleId == "5d0a3a52-7e0e-5a0c-9f0b-5a9e3f0c4501");
        Assert.Equal("webshell", page.Field("PageVerdict"));
        Assert.Equal("JScript", page.Field("PageLanguage"));
        Assert.Contains("inertkey", page.Field("PageKey"), StringComparison.Ordinal);
        Assert.StartsWith("line 4: runs text as code", page.Field("PageReason1"), StringComparison.Ordinal);
        Assert.Equal(Outcome.Succeeded, assessment.Verdict.Outcome);
    }

    private void Write(string path, string text)
    {
        string full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
