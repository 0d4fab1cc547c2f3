using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>case.duckdb: what it holds, that a query cannot leave it, and that a run that was killed can be taken up again.</summary>
public sealed class CaseStoreTests(CaseOfSample sample) : IClassFixture<CaseOfSample>
{
    private const string Header = "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2021-03-03 00:00:00\r\n"
        + "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n";

    private static readonly string[] Views = ["timeline", "requests", "logons", "processes", "pages", "mailboxes", "records"];

    [Fact]
    public async Task The_case_of_the_sample_answers_in_SQL()
    {
        using TempFolder temp = new();
        await HindcastProgram.Run(["assess", Repository.Sample, "--out", temp.At("case"), "-q"]);

        Assert.Equal("value\nused\n", (await Query(temp.At("case"), "SELECT value FROM about WHERE name = 'outcome'")).Output);
        Assert.Equal("id,outcome\nI1,used\n", (await Query(temp.At("case"), "SELECT id, outcome FROM intrusions")).Output);
        using JsonDocument assessment = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(temp.At("case"), "assessment.json"), TestContext.Current.CancellationToken));
        int observations = assessment.RootElement.GetProperty("observations").GetArrayLength();
        Assert.True(observations > 40);
        Assert.Equal($"n\n{observations}\n", (await Query(temp.At("case"), "SELECT count(*) AS n FROM observations")).Output);
        Assert.Equal(
            "kind,actors\naddress,[A1]\n", (await Query(temp.At("case"), "SELECT kind, actors FROM entities WHERE value = '203.0.113.140'")).Output);
        foreach (string view in Views)
        {
            HindcastProgram.Result run = await Query(temp.At("case"), $"SELECT * FROM {view}");
            Assert.True(run.ExitCode == 0, $"{view}: {run.Error}");
        }
    }

    [Fact]
    public async Task Hashing_only_what_is_cited_leaves_the_verdict_and_goes_with_no_kept_copies()
    {
        using TempFolder temp = new();
        HindcastProgram.Result all = await HindcastProgram.Run(["assess", Repository.Sample, "-q"]);
        HindcastProgram.Result cited = await HindcastProgram.Run(["assess", Repository.Sample, "-q", "--hash", "cited", "--out", temp.At("case")]);
        Assert.Equal(all.ExitCode, cited.ExitCode);
        Assert.StartsWith(all.Output, cited.Output, StringComparison.Ordinal);
        Assert.Contains("no SHA-256: not asked for", await File.ReadAllTextAsync(Path.Combine(temp.At("case"), "report.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        HindcastProgram.Result kept = await HindcastProgram.Run(["assess", Repository.Sample, "--hash", "cited", "--out", temp.At("other"), "--keep", "all"]);
        Assert.Equal(2, kept.ExitCode);
        Assert.Contains("leave out --hash cited", kept.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_keep_all_every_record_can_be_asked_for_wherever_the_case_lies()
    {
        using TempFolder temp = new();
        await HindcastProgram.Run(["assess", Repository.Sample, "--out", temp.At("case"), "--keep", "all", "-q"]);
        Directory.Move(temp.At("case"), temp.At("moved"));

        // As many as assessment.json counts in the logs; files of web roots are no records.
        HindcastProgram.Result counts = await Query(temp.At("moved"), "SELECT (SELECT count(*) FROM records) = (SELECT sum(records) FROM files WHERE log <> 'webroot') AS same, (SELECT count(*) FROM requests WHERE client = '203.0.113.77' AND log = 'iis-w3c') AS n");
        Assert.Equal("same,n\ntrue,2\n", counts.Output);
        foreach (string view in Views)
        {
            HindcastProgram.Result run = await Query(temp.At("moved"), $"SELECT * FROM {view}");
            Assert.True(run.ExitCode == 0, $"{view}: {run.Error}");
        }
    }

    [Theory]
    [InlineData("SELECT * FROM read_text('{0}')")]
    [InlineData("SELECT * FROM read_csv('{0}')")]
    [InlineData("SELECT * FROM '{0}'")]
    [InlineData("SELECT * FROM glob('{1}/*')")]
    [InlineData("COPY files TO '{1}/stolen.csv'")]
    [InlineData("COPY files TO '{1}/case/kept/records/stolen.parquet'")]
    [InlineData("EXPORT DATABASE '{1}/case/kept/records/stolen'")]
    [InlineData("ATTACH '{1}/other.duckdb'")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD httpfs")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("PRAGMA enable_external_access")]
    [InlineData("DELETE FROM files")]
    [InlineData("INSERT INTO files SELECT * FROM files")]
    [InlineData("CREATE TABLE x AS SELECT 1")]
    [InlineData("SELECT 1; DROP TABLE files")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("SELECT')) ; COPY files TO '{1}/stolen.csv' --")]
    [InlineData("")]
    [InlineData("SELEC 1")]
    public async Task A_query_reads_the_case_and_nothing_else(string sql)
    {
        string folder = sample.Folder.Path, secret = sample.Folder.At("secret.txt");
        string[] before = [.. Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

        HindcastProgram.Result run = await Query(sample.Case, sql.Replace("{0}", secret, StringComparison.Ordinal).Replace("{1}", folder, StringComparison.Ordinal));

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.NotEqual("", run.Error);
        Assert.Equal(before, Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Evidence_in_an_answer_is_harmless_in_a_terminal_and_in_a_spreadsheet()
    {
        const string Hostile = "SELECT '=cmd|x' AS a, chr(27) || '[31mred' || chr(7) AS b, 'two' || chr(10) || 'lines' AS c, '<script>' AS d, -5 AS e";

        HindcastProgram.Result table = await HindcastProgram.Run(["query", sample.Case, Hostile]);
        HindcastProgram.Result csv = await Query(sample.Case, Hostile);
        HindcastProgram.Result json = await HindcastProgram.Run(["query", sample.Case, Hostile, "--format", "jsonl"]);

        Assert.DoesNotContain('\u001b', table.Output);
        Assert.Contains("\\u{1B}[31mred\\u{7}", table.Output, StringComparison.Ordinal);
        Assert.Contains("two\\u{A}lines", table.Output, StringComparison.Ordinal);
        Assert.Equal("a,b,c,d,e\n\"'=cmd|x\", [31mred ,two lines,<script>,-5\n", csv.Output);
        Assert.Equal("{\"a\":\"=cmd|x\",\"b\":\"\\u001B[31mred\\u0007\",\"c\":\"two\\nlines\",\"d\":\"\\u003Cscript\\u003E\",\"e\":-5}\n", json.Output);
    }

    [Fact]
    public async Task A_table_is_cut_and_says_so()
    {
        HindcastProgram.Result run = await HindcastProgram.Run(["query", sample.Case, "SELECT id FROM observations", "--limit", "2"]);
        Assert.Equal("id\n--\nO1\nO2\n2 rows\n", run.Output);
        Assert.Contains("there are more than these 2 rows", run.Error, StringComparison.Ordinal);
        Assert.Equal(4, (await HindcastProgram.Run(["query", sample.Folder.At("nowhere"), "SELECT 1"])).ExitCode);
    }

    [Fact]
    public async Task Another_run_over_a_case_that_keeps_all_reads_no_unchanged_evidence()
    {
        using TempFolder temp = new();
        string evidence = temp.CopyOf(Repository.Sample, "EX01");
        await HindcastProgram.Run(["assess", evidence, "--out", temp.At("case"), "--keep", "all", "-q"]);

        // The bytes of a log change, but not its size and time: whoever read it again would see another case.
        string log = Path.Combine(evidence, "C", "inetpub", "logs", "LogFiles", "W3SVC1", "u_ex210228.log");
        DateTime time = File.GetLastWriteTimeUtc(log);
        File.WriteAllText(log, File.ReadAllText(log).Replace("203.0.113.77", "203.0.113.78", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(log, time);
        HindcastProgram.Result again = await HindcastProgram.Run(["assess", evidence, "--out", temp.At("case"), "-q"]);
        Assert.Contains("Not read again: 57 of 57 files", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.78", File.ReadAllText(temp.At("case", "assessment.json")), StringComparison.Ordinal);

        // With another time it is read, and the others are not.
        File.SetLastWriteTimeUtc(log, time.AddSeconds(2));
        HindcastProgram.Result changed = await HindcastProgram.Run(["assess", evidence, "--out", temp.At("case"), "-q"]);
        Assert.Contains("Not read again: 56 of 57 files", changed.Output, StringComparison.Ordinal);
        Assert.Contains("203.0.113.78", File.ReadAllText(temp.At("case", "assessment.json")), StringComparison.Ordinal);
        Assert.Equal("n\n2\n", (await Query(temp.At("case"), "SELECT count(*) AS n FROM requests WHERE client = '203.0.113.78' AND log = 'iis-w3c'")).Output);
    }

    [Fact]
    public async Task Other_packs_over_kept_copies_give_what_they_give_over_the_evidence()
    {
        using TempFolder temp = new();
        string packs = temp.At("packs");
        temp.CopyOf(Path.Combine(Repository.Root, "packs", "proxylogon"), Path.Combine("packs", "proxylogon"));
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Root, "packs")))
        {
            File.Copy(file, Path.Combine(packs, Path.GetFileName(file)));
        }

        string evidence = temp.CopyOf(Repository.Sample, "EX01");
        await HindcastProgram.Run(["assess", evidence, "--out", temp.At("case"), "--keep", "all", "-q"]);
        HindcastProgram.Result again = await HindcastProgram.Run(["assess", evidence, "--out", temp.At("case"), "--packs", packs, "-q"]);
        await HindcastProgram.Run(["assess", evidence, "--out", temp.At("fresh"), "--packs", packs, "-q"]);

        Assert.Contains("Not read again: 57 of 57 files", again.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(temp.At("fresh", "assessment.json")), File.ReadAllText(temp.At("case", "assessment.json")));
    }

    [Fact]
    public async Task A_damaged_copy_is_not_believed()
    {
        using TempFolder temp = new();
        string evidence = temp.CopyOf(Repository.Sample, "EX01");
        await HindcastProgram.Run(["assess", evidence, "--out", temp.At("case"), "--keep", "all", "-q"]);
        byte[] before = File.ReadAllBytes(temp.At("case", "assessment.json"));
        foreach (string copy in Directory.GetFiles(temp.At("case", "kept", "files")).Order(StringComparer.Ordinal).Take(5))
        {
            byte[] bytes = File.ReadAllBytes(copy);
            bytes[bytes.Length / 2] ^= 0x40;
            File.WriteAllBytes(copy, bytes);
        }

        HindcastProgram.Result again = await HindcastProgram.Run(["assess", evidence, "--out", temp.At("case"), "-q"]);
        Assert.Contains("Not read again: 52 of 57 files", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(temp.At("case", "assessment.json")));
    }

    [Fact]
    public async Task A_killed_run_leaves_an_incomplete_case_that_the_next_run_completes_to_the_same_result()
    {
        using TempFolder temp = new();
        for (int day = 1; day <= 28; day++)
        {
            StringBuilder log = new(Header);
            for (int i = 0; i < 20_000; i++)
            {
                string stem = i == 10_000 ? "/ecp/y.js" : $"/owa/{day}/{i % 97}";
                log.Append($"2021-02-{day:00} {i / 3600:00}:{i / 60 % 60:00}:{i % 60:00} 192.0.2.10 POST {stem} - 443 - 198.51.100.{i % 250} Mozilla/5.0 - {(i == 10_000 ? 241 : 200)} 0 0 15\r\n");
            }

            temp.Write(Path.Combine("EX01", "W3SVC1", $"u_ex2102{day:00}.log"), Encoding.UTF8.GetBytes(log.ToString()));
        }

        string[] arguments = ["assess", temp.At("EX01"), "--out", temp.At("case"), "--keep", "all", "--threads", "1", "-q"];
        using (Process process = Process.Start(new ProcessStartInfo("dotnet", ["exec", HindcastProgram.File, .. arguments]) { RedirectStandardOutput = true })!)
        {
            string index = temp.At("case", "kept", "index.jsonl");
            while (!process.HasExited && (!File.Exists(index) || new FileInfo(index).Length == 0))
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        HindcastProgram.Result asked = await Query(temp.At("case"), "SELECT 1");
        Assert.Contains("this case is incomplete", asked.Error, StringComparison.Ordinal);
        Assert.Contains("\"state\": \"incomplete\"", File.ReadAllText(temp.At("case", "case.json")), StringComparison.Ordinal);
        int kept = File.ReadAllLines(temp.At("case", "kept", "index.jsonl")).Length;
        Assert.InRange(kept, 1, 27);

        HindcastProgram.Result resumed = await HindcastProgram.Run(arguments);
        await HindcastProgram.Run([.. arguments.Select(a => a == temp.At("case") ? temp.At("whole") : a)]);
        Assert.Contains("of 28 files", resumed.Output, StringComparison.Ordinal);
        Assert.Contains("\"state\": \"complete\"", File.ReadAllText(temp.At("case", "case.json")), StringComparison.Ordinal);
        foreach (string file in new[] { "assessment.json", "timeline.csv", "report.html" })
        {
            Assert.Equal(File.ReadAllBytes(temp.At("whole", file)), File.ReadAllBytes(temp.At("case", file)));
        }

        const string Everything = "SELECT * FROM records ORDER BY file, line";
        Assert.Equal((await Query(temp.At("whole"), Everything)).OutputBytes, (await Query(temp.At("case"), Everything)).OutputBytes);
        Assert.Equal(Names(temp.At("whole", "kept")), Names(temp.At("case", "kept")));
    }

    private static Task<HindcastProgram.Result> Query(string folder, string sql) => HindcastProgram.Run(["query", folder, sql, "--format", "csv"]);

    private static IEnumerable<string> Names(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal);
}
