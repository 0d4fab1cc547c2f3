using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using Hindcast.Engine;
using Hindcast.Engine.PageOwners;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Formats.Archives;

namespace Hindcast.Tests.Unit.Engine;

/// <summary>Pages of web roots joined with their owners and those of their neighbours.</summary>
public sealed class PageOwnerTests : IDisposable
{
    /// <summary>Unusual by its code: it shows files that it is asked for, of one folder.</summary>
    private const string Reader = "<%@ Page Language=\"C#\"%>\n<% Response.Write(System.IO.File.ReadAllText(Server.MapPath(\"~/texts/\" + Request[\"f\"]))); %>";

    private const string Pool = "IIS APPPOOL\\MSExchangeECPAppPool", Administrators = "BUILTIN\\Administrators", System = "NT AUTHORITY\\SYSTEM";

    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-page-owner-").FullName;

    public PageOwnerTests()
    {
        foreach (string name in (string[])["page_owner_likely", "page_owner_listed", "webroot_likely_web_shell"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, "packs", "p", "rules"));
            File.Copy(Path.Combine(Conventions.Checkout.Root, "packs", "web-shells", "rules", name + ".yml"), Path.Combine(_folder, "packs", "p", "rules", name + ".yml"));
        }

        Write("packs/p/pack.yml", "schema: 1\nname: p\n");
    }

    [Theory]
    [InlineData(Pool, AccountKind.WebServer)]
    [InlineData("NT AUTHORITY\\NETWORK SERVICE", AccountKind.WebServer)]
    [InlineData("S-1-5-82-1-2-3", AccountKind.WebServer)]
    [InlineData("www-data", AccountKind.WebServer)]
    [InlineData(System, AccountKind.System)]
    [InlineData("NT-AUTORITÄT\\SYSTEM", AccountKind.System)]
    [InlineData(Administrators, AccountKind.Other)]
    [InlineData("CONTOSO\\system.admin", AccountKind.Other)]
    [InlineData("NT SERVICE\\TrustedInstaller", AccountKind.Other)]
    internal void Accounts_are_told_apart(string owner, AccountKind kind) => Assert.Equal(kind, FileAccounts.KindOf(owner));

    [Fact]
    public void An_unusual_page_of_the_web_servers_account_among_others_of_an_administrator_is_likely_a_web_shell()
    {
        Write("e/C/inetpub/wwwroot/aspnet_client/x.aspx", Reader);
        Listing(("x.aspx", Pool), ("a.aspx", Administrators), ("b.js", Administrators), ("c.png", Administrators));
        Observation page = Assert.Single(Assess(1).Observations);
        Assert.Equal(("unusual", "likely", "web-server", "true", "3"), (page.Field("CodeVerdict"), page.Field("PageVerdict"), page.Field("OwnerKind"), page.Field("OwnerOdd"), page.Field("Neighbours")));
        Assert.Equal($"owned by {Pool}, an account of the web server; of 3 files beside it 3 are owned by {Administrators}", page.Field("PageOwner"));
        Assert.EndsWith("aspnet_client/x.aspx", page.Location.File, StringComparison.Ordinal);
        Assert.Equal(page.Fields, Assess(3).Observations.Single().Fields);
    }

    [Fact]
    public void The_same_page_among_files_of_the_same_owner_stays_unusual()
    {
        Write("e/C/inetpub/wwwroot/aspnet_client/x.aspx", Reader);
        Listing(("x.aspx", Pool), ("a.aspx", Pool), ("b.js", Pool), ("c.png", Pool));
        Assert.Empty(Assess(1).Observations);
    }

    [Fact]
    public void A_harmless_page_stays_harmless_whoever_owns_it()
    {
        Write("e/C/inetpub/wwwroot/aspnet_client/x.aspx", "<%@ Page Language=\"C#\"%>\n<p>Hello</p>");
        Listing(("x.aspx", Pool), ("a.aspx", Administrators), ("b.js", Administrators), ("c.png", Administrators));
        Assert.Empty(Assess(1).Observations);
    }

    [Fact]
    public void Of_a_page_that_is_likely_a_web_shell_the_owner_is_a_reason_and_proves_nothing_more()
    {
        Write("e/C/inetpub/wwwroot/aspnet_client/x.aspx", "<%@ Page Language=\"C#\"%>\n<% System.IO.File.WriteAllText(Server.MapPath(Request[\"n\"]), Request[\"t\"]); %>");
        Listing(("x.aspx", System), ("a.aspx", Administrators), ("b.js", Administrators), ("c.png", Administrators));
        Observation page = Assert.Single(Assess(1).Observations, o => o.Field("PageReason1") is not null);
        Assert.Contains("owned by NT AUTHORITY\\SYSTEM, the system; of 3 files", page.Field("PageOwner"), StringComparison.Ordinal);
        Assert.InRange(int.Parse(page.Field("PageScore")!, null), 56, 100);
    }

    [Theory]
    [InlineData(Pool, Administrators, true)]
    [InlineData(System, Administrators, true)]
    [InlineData(System, System, false)]
    [InlineData("CONTOSO\\webmaster", Administrators, false)]
    public void A_listing_alone_tells_of_a_page_that_the_web_server_wrote(string owner, string others, bool told)
    {
        Listing(("x.aspx", owner), ("a.aspx", others), ("b.js", others), ("c.png", others));
        Assessment assessment = Assess(1);
        Assert.Equal(told ? 1 : 0, assessment.Observations.Count);
        Assert.All(assessment.Observations, o => Assert.Equal(("files.csv", 2L), (o.Location.File.Split('/')[^1], o.Location.Line)));
        Assert.True(assessment.Detections.Single(d => d.Title.StartsWith("Page that the web server", StringComparison.Ordinal)).CouldFire);
    }

    [Fact]
    public void Two_pages_of_the_system_are_an_update_and_not_told()
    {
        Listing(("x.aspx", System), ("y.aspx", System), ("a.aspx", Administrators), ("b.js", Administrators), ("c.png", Administrators), ("d.png", Administrators));
        Assert.Empty(Assess(1).Observations);
    }

    [Fact]
    public void The_usual_owner_is_that_of_most_neighbours_without_the_page_itself()
    {
        OwnerFolders folders = new();
        foreach ((string name, string owner) in ((string, string)[])[("a", "X"), ("b", "x"), ("c", "Y"), ("d", "Y"), ("e", "Z")])
        {
            folders.Add($"C:\\inetpub\\wwwroot\\{name}.aspx", owner);
        }

        Assert.Equal([("X", 4, "Y", 2), ("Y", 4, "X", 2), ("Z", 4, "X", 2)], new[] { "a", "c", "e" }.Select(n => folders.Of($"D:/INETPUB/wwwroot/{n}.aspx")!).Select(o => (o.Owner, o.Neighbours, o.Usual, o.UsualFiles)));
        Assert.Null(folders.Of("C:\\inetpub\\wwwroot\\other.aspx"));
    }

    [Fact]
    public void A_folder_of_very_many_pages_and_owners_is_joined_in_bounded_time()
    {
        OwnerFolders folders = new();
        for (int i = 0; i < PageOwnerRecords.MaxListed; i++)
        {
            folders.Add($"C:\\inetpub\\wwwroot\\{i}.aspx", $"owner{i}");
        }

        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < PageOwnerRecords.MaxListed; i++)
        {
            Assert.Equal(0, folders.Of($"C:\\inetpub\\wwwroot\\{i}.aspx")!.Weight);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 20);
    }

    [Fact]
    public void A_tar_tells_the_owners_of_its_members()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "e"));
        using (FileStream file = File.Create(Path.Combine(_folder, "e", "collected.tar")))
        using (TarWriter tar = new(file, TarEntryFormat.Ustar))
        {
            foreach ((string name, string owner) in ((string, string)[])[("x.aspx", "www-data"), ("a.aspx", "root"), ("b.js", "root"), ("c.png", "")])
            {
                UstarTarEntry entry = new(TarEntryType.RegularFile, "C/inetpub/wwwroot/aspnet_client/" + name)
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(name == "x.aspx" ? Reader : "x")),
                    UserName = owner,
                    Uid = 7,
                };
                tar.WriteEntry(entry);
            }
        }

        // Of three neighbours one is told by its number alone: two of three are too few to be the usual owner.
        EvidenceTree tree = EvidenceTree.Open([Path.Combine(_folder, "e")], cancel: TestContext.Current.CancellationToken);
        Assert.Equal(["root", "root", "uid 7", "www-data"], tree.Items.Where(i => !i.IsContainer).Select(i => i.Owner!).Order(StringComparer.Ordinal));
        Assert.Empty(Assess(1).Observations);
    }

    [Fact]
    public void A_file_on_disk_tells_its_owner()
    {
        Write("f", new string('x', 5000));
        Write("g", "");
        string owner = FileOwner.Of(Path.Combine(_folder, "f"));
        Assert.Matches(OperatingSystem.IsWindows() ? @"\\|S-1-" : "^uid [0-9]+$", owner);
        Assert.Equal(owner, FileOwner.Of(Path.Combine(_folder, "g")));
        Assert.Equal("", FileOwner.Of(Path.Combine(_folder, "absent")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Assessment Assess(int threads) => Assessor.Run(
        new AssessOptions { Evidence = [Path.Combine(_folder, "e")], PackFolder = Path.Combine(_folder, "packs"), Tool = "test", Threads = threads },
        new ReadProgress(), TestContext.Current.CancellationToken).Assessment;

    private void Listing(params (string Name, string Owner)[] files) => Write(
        "e/listing/files.csv",
        "\"FullName\",\"Length\",\"LastWriteTimeUtc\",\"Owner\"\r\n" + string.Concat(files.Select(f => $"\"C:\\inetpub\\wwwroot\\aspnet_client\\{f.Name}\",\"10\",\"2021-03-03 04:00:00\",\"{f.Owner}\"\r\n")));

    private void Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
