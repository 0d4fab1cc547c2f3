using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Hindcast.Engine;
using Hindcast.Engine.Cases;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Engine;

/// <summary>Artefacts on their way through the engine: rules read them, observations lead back to their bytes.</summary>
public sealed class ArtefactAssessTests : IDisposable
{
    private const string Config = "<configuration><system.webServer><modules><add name=\"Odd\" type=\"Odd.Module\" /></modules></system.webServer></configuration>";

    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-artefacts-").FullName;

    public ArtefactAssessTests()
    {
        Write("packs/p/pack.yml", "schema: 1\nname: P\ndisclosed: 2021-03-02\n");
        Rule("module", "product: iis, category: configuration", "Item: module\n    Name: Odd");
        Rule("page", "category: webroot_file", "TargetFilename|endswith: '.aspx'");
        Rule("config", "category: webroot_file", "Content|contains: Odd.Module");
        Rule("task", "product: windows, category: scheduled_task", "Command|contains: cmd");
        Rule("setup", "product: exchange, category: setup", "Item: run\n    Result: failed");
    }

    [Fact]
    public void A_configuration_in_a_web_root_is_read_as_both()
    {
        Write("e/C/inetpub/wwwroot/web.config", Config);
        Assessment assessment = Assess();
        Assert.Equal(["config", "module"], Fired(assessment));
        EvidenceFile file = Assert.Single(assessment.Files);
        Assert.Equal(("webroot-file", 1L), (file.Format, file.Records));
        Assert.All(assessment.Detections.Where(d => d.Matches > 0), d => Assert.True(d.CouldFire));
    }

    [Fact]
    public void Rows_of_a_listing_are_files_of_the_web_root()
    {
        Write("e/files.csv", "FullName,Length,CreationTimeUtc\r\nC:\\inetpub\\wwwroot\\aspnet_client\\x.aspx,12,2021-03-03 04:10:00\r\nC:\\Windows\\y.aspx,1,\r\n");
        Assessment assessment = Assess();
        Observation page = Assert.Single(assessment.Observations);
        Assert.Equal((@"C:\inetpub\wwwroot\aspnet_client\x.aspx", "2021-03-03T04:10:00Z", 2L), (page.Field("TargetFilename"), page.Time.ToString(), page.Location.Line));
        Assert.Equal(2, Assert.Single(assessment.Coverage.Logs).Records);
        Assert.Empty(assessment.Coverage.Logs[0].Days);
    }

    [Fact]
    public void The_same_page_in_two_folders_is_two_pages_and_collected_twice_one()
    {
        Write("e/a/C/inetpub/wwwroot/x.aspx", "same");
        Write("e/a/C/inetpub/wwwroot/aspnet_client/x.aspx", "same");
        Write("e/b/C/inetpub/wwwroot/x.aspx", "same");
        Assessment assessment = Assess();
        Assert.Equal(2, assessment.Observations.Count);
        Assert.Equal("HC1101", Assert.Single(assessment.Diagnostics).Code);
    }

    [Fact]
    public void A_setup_log_gives_builds_and_says_what_failed()
    {
        Write("e/ExchangeSetup.log", """
            [03/16/2021 18:00:00.0078] [0] Local time zone: (UTC).
            [03/16/2021 18:00:00.0081] [0] Setup version: 15.1.2242.4.
            [03/16/2021 18:00:03.0293] [0] The locally installed version is 15.1.2176.2.
            [03/16/2021 19:00:03.0372] [0] The Exchange Server setup operation didn't complete. More details.
            """);
        Assessment assessment = Assess();
        Assert.Equal(["setup"], Fired(assessment));
        Assert.Equal("15.1.2176.2", Assert.Single(assessment.Exposure.Builds).Build.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Claims_lead_back_to_the_bytes_of_a_file_and_of_an_element_in_it(bool packed)
    {
        Write("e/C/inetpub/wwwroot/web.config", Config);
        if (packed)
        {
            // A compressed archive can only be read forward, and the two records overlap.
            using (FileStream file = File.Create(Path.Combine(_folder, "e.tar.gz")))
            using (GZipStream gzip = new(file, CompressionLevel.Fastest))
            {
                TarFile.CreateFromDirectory(Path.Combine(_folder, "e"), gzip, includeBaseDirectory: false);
            }

            Directory.Delete(Path.Combine(_folder, "e"), recursive: true);
        }

        string evidence = Path.Combine(_folder, packed ? "e.tar.gz" : "e");
        Assessment assessment = Assess(evidence);
        Assert.Equal(2, assessment.Observations.Count);
        foreach (Observation observation in assessment.Observations)
        {
            ProofLine proof = Assert.Single(ClaimProof.Find(assessment, observation.Id, [evidence], TestContext.Current.CancellationToken)!);
            Assert.True(proof.Unchanged);
            Assert.Equal(observation.Log.Kind == "webroot" ? Config : "<add name=\"Odd\" type=\"Odd.Module\" />", Encoding.UTF8.GetString(proof.Bytes!));
        }
    }

    [Fact]
    public void Tasks_are_known_by_their_content_whatever_their_name()
    {
        Write("e/T", "<Task xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\"><Actions><Exec><Command>cmd.exe</Command></Exec></Actions></Task>");
        Assert.Equal(["task"], Fired(Assess()));
    }

    [Fact]
    public void Lists_of_programs_and_services_show_what_the_web_server_started_and_what_stays_and_cover_no_day()
    {
        Write("e/results/Windows.System.Pslist.json", """
            {"Pid":2200,"Ppid":900,"Name":"w3wp.exe","CommandLine":"w3wp","Exe":"C:\\Windows\\System32\\inetsrv\\w3wp.exe","Username":"NT AUTHORITY\\SYSTEM"}
            {"Pid":3100,"Ppid":2200,"Name":"cmd.exe","CommandLine":"cmd /c ver","Exe":"C:\\Windows\\System32\\cmd.exe","Username":"NT AUTHORITY\\SYSTEM"}
            {"Pid":3200,"Ppid":2200,"Name":"csc.exe","CommandLine":"csc","Exe":"C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\csc.exe","Username":"NT AUTHORITY\\SYSTEM"}

            """);
        Write("e/results/Windows.System.Services.json", """
            {"State":"Running","Name":"updatesvc","DisplayName":"Update Service","StartMode":"Auto","PathName":"%COMSPEC% /c powershell -enc SQBuAGUAcgB0AA==","UserAccount":"LocalSystem"}
            {"State":"Running","Name":"W3SVC","DisplayName":"World Wide Web Publishing Service","StartMode":"Auto","PathName":"C:\\Windows\\system32\\svchost.exe -k iissvcs","UserAccount":"LocalSystem"}

            """);
        Assessment assessment = Assessor.Run(
            new AssessOptions { Evidence = [Path.Combine(_folder, "e")], PackFolder = Path.Combine(Conventions.Checkout.Root, "packs"), Tool = "test" },
            new ReadProgress(), TestContext.Current.CancellationToken).Assessment;
        Assert.Equal(["process-list|cmd /c ver", "service-list|"], assessment.Observations.Select(o => $"{o.Log.Kind}|{o.Field("CommandLine")}").Order(StringComparer.Ordinal));
        Assert.All(assessment.Coverage.Logs, log => Assert.Empty(log.Days));
        Assert.Equal(["service", "web-shell"], assessment.Findings.Select(f => f.Subject).Order(StringComparer.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string> Fired(Assessment assessment) => assessment.Detections.Where(d => d.Matches > 0).Select(d => d.Title).Order(StringComparer.Ordinal);

    private Assessment Assess(string? evidence = null) => Assessor.Run(
        new AssessOptions { Evidence = [evidence ?? Path.Combine(_folder, "e")], PackFolder = Path.Combine(_folder, "packs"), Tool = "test" },
        new ReadProgress(), TestContext.Current.CancellationToken).Assessment;

    private int _rules;

    private void Rule(string title, string source, string selection) => Write(
        $"packs/p/rules/{title}.yml",
        $"title: {title}\nid: 0b1c8a1e-1111-4222-8333-44445555666{++_rules}\nlogsource: {{{source}}}\ndetection:\n  a:\n    {selection}\n  condition: a\n"
        + "hindcast:\n  subject: web-shell\n  role: artefact\n  outcome: reached\n  because: It is there\n");

    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
