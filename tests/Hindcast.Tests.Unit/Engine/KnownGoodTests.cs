using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Hindcast.Engine;
using Hindcast.Engine.KnownGood;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Tests.Unit.Conventions;
using Hindcast.Tests.Unit.Formats.Evtx;

namespace Hindcast.Tests.Unit.Engine;

public sealed class KnownGoodTests : IDisposable
{
    private const string Auth = @"C:\Program Files\Microsoft\Exchange Server\V15\FrontEnd\HttpProxy\owa\auth\";

    private static readonly string Logon = Hash("logon"), Signout = Hash("signout");

    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-known-").FullName;

    [Theory]
    [InlineData(Auth + "logon.aspx", "logon", "match")]
    [InlineData(Auth + "LOGON.ASPX", "other", "changed")]
    [InlineData(@"D:\Exchange\FrontEnd\HttpProxy\owa\auth\logon.aspx", "other", "changed")]
    [InlineData(@"C:\inetpub\wwwroot\aspnet_client\logon.aspx", "logon", "elsewhere")]
    [InlineData(@"C:\inetpub\wwwroot\aspnet_client\logon.aspx", "other", "unknown")]
    [InlineData(Auth + "l0gon.aspx", "other", "lookalike")]
    [InlineData(Auth + "log\u043en.aspx", "other", "lookalike")]
    [InlineData(Auth + "logons.aspx", "other", "lookalike")]
    [InlineData(Auth + "singout.aspx", "other", "lookalike")]
    [InlineData(Auth + "help.aspx", "other", "unknown")]
    [InlineData(Auth + "logon.txt", "other", "unknown")]
    [InlineData(Auth + @"15.1.2176.9\themes\a.css", "css", "match")]
    public void A_file_is_judged_by_place_content_and_name(string path, string content, string state) =>
        Assert.Equal(state, Table().Judge(path, Hash(content)).Word);

    [Fact]
    public void Without_a_hash_only_names_are_judged()
    {
        KnownGoodTable table = Table();
        Assert.Equal("unknown", table.Judge(Auth + "logon.aspx", "").Word);
        Assert.Equal(("lookalike", "logon.aspx"), (table.Judge(Auth + "iogon.aspx", "").Word, table.Judge(Auth + "iogon.aspx", "").Name));
    }

    [Fact]
    public void Rows_of_another_form_are_counted_HC2108()
    {
        List<Diagnostic> diagnostics = [];
        Write("t.tsv", $"# 0=15.1.2176.2\nnonsense\n{Logon}\tServerRoles/FrontEnd/HttpProxy/owa/auth/logon.aspx\t0\t5\nshort\tx\t0\n");
        KnownGoodTable table = KnownGoodTable.Load(Path.Combine(_folder, "t.tsv"), diagnostics, TestContext.Current.CancellationToken);
        Diagnostic bad = Assert.Single(diagnostics);
        Assert.Equal(("HC2108", 2L, 2L, 1), (bad.Code, bad.Count, bad.Location.Line, table.Paths));
    }

    [Fact]
    public void An_empty_table_says_so_HC2109()
    {
        List<Diagnostic> diagnostics = [];
        Write("t.tsv", "# nothing\n");
        KnownGoodTable.Load(Path.Combine(_folder, "t.tsv"), diagnostics, TestContext.Current.CancellationToken);
        Assert.Equal("HC2109", Assert.Single(diagnostics).Code);
    }

    [Fact]
    public void A_table_is_built_from_media_with_its_build_and_read_back_packed()
    {
        byte[] program = new byte[400];
        ((byte[])[0xBD, 0x04, 0xEF, 0xFE, 0, 0, 1, 0, 1, 0, 15, 0, 2, 0, 0x80, 0x08]).CopyTo(program, 100);
        Write("media/Setup/ServerRoles/FrontEnd/HttpProxy/owa/auth/logon.aspx", "logon");
        Write("media/Setup/ServerRoles/ClientAccess/Owa/prem/15.1.2176.2/x.js", "js");
        Directory.CreateDirectory(Path.Combine(_folder, "media", "Setup", "ServerRoles", "Common"));
        File.WriteAllBytes(Path.Combine(_folder, "media", "Setup", "ServerRoles", "Common", "ExSetup.exe"), program);

        using StringWriter text = new();
        (int rows, BuildNumber? build, IReadOnlyList<Diagnostic> trouble) =
            KnownGoodBuilder.Write(Path.Combine(_folder, "media"), text, TestContext.Current.CancellationToken);
        Assert.Equal((3, "15.1.2176.2", 0), (rows, build.ToString(), trouble.Count));
        Assert.Equal(
            ["# 0=15.1.2176.2", "clientaccess/owa/prem/version/x.js", "common/exsetup.exe", $"frontend/httpproxy/owa/auth/logon.aspx"],
            text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l[0] == '#' ? l : l.Split('\t')[1]));
        Assert.Contains($"{Logon}\tfrontend/httpproxy/owa/auth/logon.aspx\t0\t5\n", text.ToString(), StringComparison.Ordinal);

        using (GZipStream packed = new(File.Create(Path.Combine(_folder, "t.tsv.gz")), CompressionLevel.Fastest))
        {
            packed.Write(Encoding.UTF8.GetBytes(text.ToString()));
        }

        KnownGoodTable table = KnownGoodTable.Load(Path.Combine(_folder, "t.tsv.gz"), [], TestContext.Current.CancellationToken);
        Assert.Equal("match", table.Judge(Auth + "logon.aspx", Logon).Word);
    }

    [Fact]
    public void Assess_names_changed_and_lookalike_pages_only_with_a_table()
    {
        string auth = "e/C/Program Files/Microsoft/Exchange Server/V15/FrontEnd/HttpProxy/owa/auth/";
        Write(auth + "logon.aspx", "<% x = Convert.FromBase64String(y) %>");
        Write(auth + "signout.aspx", "signout");
        Write(auth + "signouts.aspx", "inert");
        Write("e/files.csv", $"FullName,Length,SHA256\r\n{Auth}logon.aspx,9,{new string('a', 64)}\r\n{Auth}signout.aspx,9,{Signout}\r\n");
        Table();
        string[] with = Fired(Path.Combine(_folder, "table.tsv"));
        Assert.Equal(["page_changed 2", "page_changed_code 1", "page_elsewhere 0", "page_lookalike 1"], with);
        Assert.All(Fired(null), f => Assert.EndsWith(" 0", f, StringComparison.Ordinal));
    }

    [Fact]
    public void The_table_of_twelve_builds_is_read_and_knows_its_own_pages()
    {
        List<Diagnostic> diagnostics = [];
        KnownGoodTable table = KnownGoodTable.Load(SharedSamples.Data("exchange-known-good.tsv.xz"), diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        Assert.True(table.Paths > 5_000 && table.Hashes > 20_000, $"{table.Paths} paths, {table.Hashes} hashes");
        Assert.Equal("match", table.Judge(Auth + "logon.aspx", "49194ca2dc5ff65a4e4438b3b68d11d63ed72e12cf72b76949733f4b5196a9b2").Word);
        Assert.Equal("match", table.Judge(Auth + "logon.aspx", "5364b7bcbbaef47cc3fea2c2e7206b33b4514c461773ef2bf38addcd9c8376d3").Word);
        Assert.Equal("changed", table.Judge(Auth + "errorFE.aspx", Logon).Word);
        Assert.Equal("lookalike", table.Judge(Auth + "errorFF.aspx", Logon).Word);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private KnownGoodTable Table()
    {
        Write("table.tsv", $"{Logon}\t/serverroles/frontend/httpproxy/owa/auth/logon.aspx\t0\n{Signout}\tFrontEnd/HttpProxy/owa/auth/signout.aspx\t1,2\n{Hash("css")}\tHttpProxy/owa/auth/version/themes/a.css\t0\n");
        return KnownGoodTable.Load(Path.Combine(_folder, "table.tsv"), [], TestContext.Current.CancellationToken);
    }

    private string[] Fired(string? table)
    {
        Assessment assessment = Assessor.Run(
            new AssessOptions { Evidence = [Path.Combine(_folder, "e")], PackFolder = Path.Combine(Checkout.Root, "packs"), KnownGood = table, Tool = "test" },
            new ReadProgress(), TestContext.Current.CancellationToken).Assessment;
        Dictionary<string, string> names = Directory.GetFiles(Path.Combine(Checkout.Root, "packs", "exchange-files", "rules"))
            .ToDictionary(f => File.ReadAllLines(f).First(l => l.StartsWith("id: ", StringComparison.Ordinal))[4..], f => Path.GetFileNameWithoutExtension(f)!);
        return [.. assessment.Detections.Where(d => names.ContainsKey(d.RuleId)).Select(d => $"{names[d.RuleId]} {d.Matches}").Order(StringComparer.Ordinal)];
    }

    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
