using System.Diagnostics;
using System.Text.RegularExpressions;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>What the program says when it is asked for what cannot be done, and with which exit code.</summary>
public sealed partial class CommandLineTests
{
    private static string Sample => Repository.Sample;

    [Fact]
    public async Task Case_of_other_evidence_is_not_replaced_unless_it_is_said()
    {
        using TempFolder temp = new();
        string other = temp.CopyOf(Path.Combine(Sample, "C", "inetpub", "logs", "LogFiles", "W3SVC1"), "other/W3SVC1");
        string one = temp.CopyOf(Path.Combine(Sample, "C", "inetpub", "logs", "LogFiles", "W3SVC2"), "one/W3SVC2");
        await HindcastProgram.Run(["assess", one, "--out", temp.At("case"), "-q"]);
        await HindcastProgram.Run(["export", temp.At("case"), "--format", "indicators", "--out", temp.At("indicators.csv")]);
        byte[] assessment = File.ReadAllBytes(temp.At("case", "assessment.json")), key = File.ReadAllBytes(temp.At("case", "sharing.json"));

        HindcastProgram.Result refused = await HindcastProgram.Run(["assess", other, "--out", temp.At("case"), "-q"]);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(one, refused.Error, StringComparison.Ordinal);
        Assert.Contains("--replace", refused.Error, StringComparison.Ordinal);
        Assert.Equal(assessment, File.ReadAllBytes(temp.At("case", "assessment.json")));

        HindcastProgram.Result again = await HindcastProgram.Run(["assess", one + "/", "--out", temp.At("case"), "-q"]);
        HindcastProgram.Result more = await HindcastProgram.Run(["assess", other, one, "--out", temp.At("case"), "-q"]);
        Assert.Equal(("", ""), (again.Error, more.Error));
        Assert.Equal(key, File.ReadAllBytes(temp.At("case", "sharing.json")));

        HindcastProgram.Result replaced = await HindcastProgram.Run(["assess", other, "--out", temp.At("case"), "--replace", "-q"]);
        Assert.Equal("", replaced.Error);
        Assert.False(File.Exists(temp.At("case", "sharing.json")));
        Assert.DoesNotContain(one, File.ReadAllText(temp.At("case", "case.json")), StringComparison.Ordinal);
        Assert.Equal(2, (await HindcastProgram.Run(["assess", other, "--replace"])).ExitCode);
    }

    [Fact]
    public async Task Hunt_up_to_a_day_keeps_the_pages_that_have_no_time()
    {
        string rules = Path.Combine(Repository.Root, "packs", "proxylogon", "rules");
        HindcastProgram.Result all = await HindcastProgram.Run(["hunt", Sample, "--rules", rules, "-f", "csv"]);
        HindcastProgram.Result until = await HindcastProgram.Run(["hunt", Sample, "--rules", rules, "-f", "csv", "--to", "2021-12-31"]);

        Assert.Equal(all.Output, until.Output);
        string[] pages = [.. until.Output.Split("\r\n").Where(l => l.Contains(",webroot,", StringComparison.Ordinal))];
        Assert.Equal(2, pages.Length);
        Assert.All(pages, p => Assert.Matches("^,.*/supp0rt.aspx,", p));
        Assert.Contains("without a time", until.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proof_that_is_not_there_gives_no_bytes_and_the_place_where_it_was_looked_for()
    {
        using TempFolder temp = new();
        string logs = temp.CopyOf(Path.Combine(Sample, "C", "inetpub", "logs", "LogFiles"), "logs");
        await HindcastProgram.Run(["assess", logs, "--out", temp.At("case"), "-q"]);
        Directory.Move(logs, temp.At("moved"));

        HindcastProgram.Result raw = await HindcastProgram.Run(["explain", "O1", "--case", temp.At("case"), "--raw"]);
        HindcastProgram.Result words = await HindcastProgram.Run(["explain", "O1", "--case", temp.At("case"), "-e", temp.At("case")]);
        HindcastProgram.Result found = await HindcastProgram.Run(["explain", "O1", "--case", temp.At("case"), "-e", temp.At("moved"), "--raw"]);

        Assert.Equal((3, ""), (raw.ExitCode, raw.Output));
        Assert.Contains($"NOT FOUND: no such file in {logs}", raw.Error, StringComparison.Ordinal);
        Assert.Equal(3, words.ExitCode);
        Assert.Contains($"NOT FOUND: no such file in {temp.At("case")}", words.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (found.ExitCode, found.Error));
        Assert.NotEmpty(found.Output);
    }

    [Theory]
    [InlineData("explain", "F1", "--case", "CASE")]
    [InlineData("export", "CASE", "--format", "stix")]
    [InlineData("timeline", "CASE")]
    [InlineData("notify", "CASE")]
    [InlineData("evaluate", "CASE", "TRUTH")]
    [InlineData("query", "CASE", "SELECT 1")]
    public async Task Folder_without_a_case_is_told_from_a_folder_that_is_not_there(params string[] arguments)
    {
        using TempFolder temp = new();
        temp.Write("truth.json", "{}"u8.ToArray());
        Directory.CreateDirectory(temp.At("empty"));
        temp.Write("begun/case.json", """{"evidence":["/nowhere"],"state":"incomplete"}"""u8.ToArray());
        HindcastProgram.Result missing = await Run("missing"), empty = await Run("empty"), begun = await Run("begun");

        Assert.Equal((arguments[0] == "evaluate" ? 2 : 4, ""), (missing.ExitCode, missing.Output));
        Assert.Matches("^hindcast: no such (file or )?folder: .*missing\n$", missing.Error);
        Assert.Equal((4, ""), (empty.ExitCode, empty.Output));
        Assert.Matches($"^hindcast: no (assessment.json|case.duckdb) in {Regex.Escape(temp.At("empty"))}: 'hindcast assess --out' writes it when it ends\n$", empty.Error);
        Assert.Equal(4, begun.ExitCode);
        Assert.StartsWith("hindcast: this case is incomplete", begun.Error, StringComparison.Ordinal);

        Task<HindcastProgram.Result> Run(string folder) =>
            HindcastProgram.Run(arguments.Select(a => a == "CASE" ? temp.At(folder) : a == "TRUTH" ? temp.At("truth.json") : a));
    }

    [Fact]
    public async Task Case_folder_that_cannot_be_written_and_settings_that_are_not_there_are_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's");
        HindcastProgram.Result proc = await HindcastProgram.Run(["assess", Sample, "--out", "/proc/foo"]);
        HindcastProgram.Result serve = await HindcastProgram.Run(["serve", "--cluster", "/nowhere/silo.json"]);

        Assert.Equal((4, "hindcast: the case folder /proc/foo cannot be written: no folder can be made there\n"), (proc.ExitCode, proc.Error));
        Assert.Equal((2, "hindcast: no such file: /nowhere/silo.json\n"), (serve.ExitCode, serve.Error));
    }

    [Theory]
    [InlineData("unknown command: asses; did you mean assess?", "hindcast --help", "asses", "x")]
    [InlineData("unknown command: chek; did you mean check?", "hindcast rules --help", "rules", "chek", "x")]
    [InlineData("unknown option: --ouut; did you mean --out?", "hindcast assess --help", "assess", "x", "--ouut", "y")]
    [InlineData("unknown option: --thread; did you mean --threads?", "hindcast hunt --help", "hunt", "x", "--rules", "y", "--thread=3")]
    [InlineData("unknown option: --frobnicate", "hindcast packs check --help", "packs", "check", "--frobnicate")]
    [InlineData("a command is missing; there are: check, import, list", "hindcast packs --help", "packs")]
    [InlineData("Required argument 'evidence' missing for command: 'assess'.", "hindcast assess --help", "assess")]
    public async Task Wrong_word_is_named_once_with_what_may_be_meant(string fault, string help, params string[] arguments)
    {
        HindcastProgram.Result run = await HindcastProgram.Run(arguments);
        Assert.Equal((2, "", $"hindcast: {fault}\nhindcast: see '{help}'\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task Evidence_that_is_called_like_an_option_can_be_given()
    {
        HindcastProgram.Result run = await HindcastProgram.Run(["assess", "--", "--no-such-evidence"]);
        Assert.Equal((2, "hindcast: no such file or folder: --no-such-evidence\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Packs_are_checked_and_hunted_with_as_folders_of_rules()
    {
        string packs = Path.Combine(Repository.Root, "packs");
        HindcastProgram.Result check = await HindcastProgram.Run(["rules", "check", packs]);
        HindcastProgram.Result hunt = await HindcastProgram.Run(["hunt", Sample, "--rules", packs]);

        Assert.Equal((0, ""), (check.ExitCode, check.Error));
        Assert.Matches("\n?[0-9]+ other files of campaign packs skipped", check.Output);
        Assert.DoesNotContain("HC4003", check.Output, StringComparison.Ordinal);
        Assert.Contains("        0  not loaded, or not whole\n", hunt.Error, StringComparison.Ordinal);
        Assert.Contains(" other files of campaign packs skipped\n", hunt.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Truth_of_another_server_scores_nothing()
    {
        using TempFolder temp = new();
        string scenario = Path.Combine(Repository.Root, "scenarios", "clean.yml");
        await HindcastProgram.Run(["simulate", scenario, "--out", temp.At("one"), "--scale", "0.0005", "--seed", "1"]);
        await HindcastProgram.Run(["simulate", scenario, "--out", temp.At("two"), "--scale", "0.0005", "--seed", "2"]);
        HindcastProgram.Result full = await HindcastProgram.Run(["simulate", scenario, "--out", temp.At("one"), "--scale", "0.0005"]);
        await HindcastProgram.Run(["assess", temp.At("one", "evidence"), "--out", temp.At("case"), "-q"]);
        HindcastProgram.Result own = await HindcastProgram.Run(["evaluate", temp.At("case"), temp.At("one", "truth.json")]);
        HindcastProgram.Result other = await HindcastProgram.Run(["evaluate", temp.At("case"), temp.At("two", "truth.json")]);

        Assert.Equal((2, $"hindcast: {temp.At("one")} is not empty\n"), (full.ExitCode, full.Error));
        Assert.Equal((0, ""), (own.ExitCode, own.Error));
        Assert.StartsWith("1 server, ", own.Output, StringComparison.Ordinal);
        Assert.Equal((2, ""), (other.ExitCode, other.Output));
        Assert.StartsWith("hindcast: this truth (scenario clean, seed 2) is not that of the case: ", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_file_is_named_as_empty()
    {
        using TempFolder temp = new();
        temp.Write("dns.txt", []);
        HindcastProgram.Result run = await HindcastProgram.Run(["assess", temp.At("dns.txt")]);
        Assert.Equal(3, run.ExitCode);
        Assert.Matches(@"HC1102.*1 file: dns\.txt \(empty\)", run.Output);
    }

    [Theory]
    [InlineData("timeline", "CASE", "--from", "2021-03-05", "--to", "2021-03-04")]
    [InlineData("hunt", "SAMPLE", "--rules", "SAMPLE", "--from", "2021-03-05", "--to", "2021-03-04")]
    public async Task Days_the_wrong_way_round_are_wrong_usage(params string[] arguments)
    {
        using TempFolder temp = new();
        HindcastProgram.Result run = await HindcastProgram.Run(arguments.Select(a => a == "SAMPLE" ? Sample : a == "CASE" ? temp.Path : a));
        Assert.Equal((2, "", "hindcast: --from is later than --to\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task Run_that_is_stopped_ends_with_130_and_says_what_is_left()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a signal of Unix");
        using TempFolder temp = new();
        ProcessStartInfo start = new("dotnet", ["exec", HindcastProgram.File, "simulate", Path.Combine(Repository.Root, "scenarios", "mass-wave.yml"), "--out", temp.At("sim"), "--scale", "1", "-q"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        while (!Directory.Exists(temp.At("sim", "evidence")) && !process.HasExited)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        // A shell that starts the tests in the background has all below it ignore the signal.
        string status = $"/proc/{process.Id}/status";
        if (File.Exists(status) && File.ReadLines(status).Any(l => l.StartsWith("SigIgn:", StringComparison.Ordinal) && (Convert.ToUInt64(l[7..].Trim(), 16) & 2) != 0))
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Skip("the tests were started with SIGINT ignored");
        }

        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(global::System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((130, "hindcast: stopped; what was written is not complete\n"), (process.ExitCode, error));
    }

    [Fact]
    public async Task Every_command_tells_its_exit_codes_and_explain_knows_every_kind_of_claim()
    {
        string page = (await HindcastProgram.Run(["man"])).Output;
        string[] commands = page.Split(".SS hindcast ")[1..];
        Assert.True(commands.Length > 15);
        Assert.All(commands, c => Assert.Contains("Exit code: 0 ", c, StringComparison.Ordinal));
        string explain = WhiteSpace().Replace((await HindcastProgram.Run(["explain", "--help"])).Output, " ");
        string schema = File.ReadAllText(Path.Combine(Repository.Root, "docs", "assessment-schema.md"));
        string letters = string.Concat(ClaimLetter().Matches(explain).Select(m => m.Groups["letter"].Value));
        Assert.Equal("FOBXSIAMPNWU", letters);
        Assert.All(letters, letter => Assert.Matches($@"Claim ids lead to evidence[^.]*\b{letter}\s+for ", schema));
    }

    [Fact]
    public async Task Query_that_is_empty_is_called_so_and_servers_are_no_mailboxes()
    {
        using TempFolder temp = new();
        await HindcastProgram.Run(["assess", Sample, "--out", temp.At("case"), "--keep", "all", "-q"]);
        HindcastProgram.Result empty = await HindcastProgram.Run(["query", temp.At("case"), ""]);
        HindcastProgram.Result mailboxes = await HindcastProgram.Run(["query", temp.At("case"), "SELECT mailbox FROM mailboxes", "--format", "csv"]);
        HindcastProgram.Result requests = await HindcastProgram.Run(["query", temp.At("case"), "SELECT mailbox FROM requests WHERE mailbox LIKE 'ServerInfo~%'", "--format", "csv"]);

        Assert.Equal((2, "hindcast: the query is empty\n"), (empty.ExitCode, empty.Error));
        Assert.Equal(0, mailboxes.ExitCode);
        Assert.Contains("sid~", mailboxes.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("serverinfo~", mailboxes.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("ServerInfo~", requests.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"[:,] (?<letter>[A-Z]) (an?|something|what) ")]
    private static partial Regex ClaimLetter();
}
