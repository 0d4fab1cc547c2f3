using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hindcast.Tests.System.Support;
using Hindcast.Tests.Unit.Formats.Evtx;

namespace Hindcast.Tests.System;

/// <summary>Evidence whose names are no UTF-8, through the whole program and back to the file.</summary>
public sealed class NamesOfBytesTests
{
    /// <summary>Does not compile, so no server would run it.</summary>
    private const string Inert = "<%@ Page Language=\"Jscript\"%>\n<%\nthis test page does not compile ) ;\neval(Request.Item[\"inertkey\"],\"unsafe\");%>";

    private const string Place = "inetpub/wwwroot/caf%xE9/inert.aspx";

    [Fact]
    public async Task A_web_shell_in_such_a_folder_is_found_and_the_report_leads_back_to_it()
    {
        using Share share = new();
        share.Shell("cd EX01/inetpub/wwwroot && mkdir \"$(printf 'caf\\351')\" 'caf%xE9' && cp ../../../inert.aspx \"$(printf 'caf\\351')\" && cp ../../../inert.aspx \"$(printf '%s' 'caf%xE9')\" && printf ' ' >> 'caf%xE9/inert.aspx'");

        HindcastProgram.Result pages = await HindcastProgram.Run(["pages", share.At("EX01"), "--format", "jsonl"]);
        Assert.Equal(1, pages.ExitCode);
        string[] found = [.. pages.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("path").GetString()!)];
        Assert.Equal(["inetpub/wwwroot/caf%x25xE9/inert.aspx", Place], found);
        Assert.DoesNotContain("HC1004", pages.Error, StringComparison.Ordinal);
        Assert.Contains("HC1011", pages.Error, StringComparison.Ordinal);

        HindcastProgram.Result assessed = await HindcastProgram.Run(["assess", share.At("EX01"), "--out", share.At("case"), "--keep", "all"]);
        Assert.Equal(1, assessed.ExitCode);
        Assert.Contains(Place, File.ReadAllText(share.At("case", "report.html")), StringComparison.Ordinal);
        using JsonDocument assessment = JsonDocument.Parse(File.ReadAllBytes(share.At("case", "assessment.json")));
        Assert.Equal(2, assessment.RootElement.GetProperty("files").EnumerateArray().Count(f => f.GetProperty("path").GetString()!.EndsWith("/inert.aspx", StringComparison.Ordinal)));
        JsonElement observation = assessment.RootElement.GetProperty("observations").EnumerateArray().First(o => o.GetProperty("location").GetProperty("file").GetString() == Place);

        HindcastProgram.Result explained = await HindcastProgram.Run(["explain", observation.GetProperty("id").GetString()!, "--case", share.At("case")]);
        Assert.Equal(0, explained.ExitCode);
        Assert.Contains(Place, explained.Output, StringComparison.Ordinal);
        Assert.Contains("unchanged since it was assessed", explained.Output, StringComparison.Ordinal);
        Assert.Contains("inertkey", explained.Output, StringComparison.Ordinal);

        // The case keeps both under names of their own, and knows them again.
        HindcastProgram.Result query = await HindcastProgram.Run(["query", share.At("case"), "SELECT path FROM files ORDER BY path", "--format", "csv"]);
        Assert.Contains(Place, query.Output, StringComparison.Ordinal);
        HindcastProgram.Result again = await HindcastProgram.Run(["assess", share.At("EX01"), "--out", share.At("case"), "--keep", "all"]);
        Assert.Contains("Not read again: 2 of 2 files", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_evidence_itself_may_have_such_a_name()
    {
        using Share share = new();
        share.Shell("cp inert.aspx EX01/inetpub/wwwroot; mv EX01 \"$(printf 'EX\\351')\"");
        const string Run = "exec \"$@\"";
        HindcastProgram.Result pages = await HindcastProgram.Run(
            ["sh", "-c", "cd \"$1\"; shift; " + Run + " \"$(printf 'EX\\351')\"", "sh", share.At(), "dotnet", "exec", HindcastProgram.File], ["pages"]);
        Assert.Equal((1, true), (pages.ExitCode, pages.Output.Contains("inetpub/wwwroot/inert.aspx", StringComparison.Ordinal)));

        HindcastProgram.Result inside = await HindcastProgram.Run(
            ["sh", "-c", "cd \"$1/$(printf 'EX\\351')\"; shift; " + Run, "sh", share.At(), "dotnet", "exec", HindcastProgram.File], ["assess", ".", "--out", share.At("case")]);
        Assert.Equal((1, ""), (inside.ExitCode, inside.Error));
        using JsonDocument record = JsonDocument.Parse(File.ReadAllBytes(share.At("case", "case.json")));
        Assert.EndsWith("/EX%xE9", record.RootElement.GetProperty("evidence")[0].GetString(), StringComparison.Ordinal);

        // Where the evidence lies is known from the case alone.
        HindcastProgram.Result explained = await HindcastProgram.Run(["explain", "O1", "--case", share.At("case")]);
        Assert.Equal((0, true), (explained.ExitCode, explained.Output.Contains("unchanged since it was assessed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Large_logs_and_event_logs_of_such_names_are_read_by_every_command()
    {
        using Share share = new();
        File.WriteAllBytes(share.At("Usual.evtx"), EvtxFileBuilder.Usual());
        share.Shell("""
            d=$(printf 'EX01/logs\351'); mkdir "$d"; log="$d/$(printf 'u_ex\351.log')"
            printf '#Fields: date time cs-method cs-uri-stem cs-username c-ip sc-status\n' > "$log"
            yes '2021-03-03 04:00:00 GET /owa/auth/logon.aspx - 192.0.2.1 200' 2> /dev/null | head -n 500000 >> "$log"
            printf '2021-03-03 05:00:00 POST /needle/in/it.aspx - 192.0.2.1 200\n' >> "$log"
            mv Usual.evtx "$d/$(printf 'Usual\351.evtx')"; sha256sum < "$log" > sum
            """);
        string expected = File.ReadAllText(share.At("sum"))[..(2 * SHA256.HashSizeInBytes)];

        HindcastProgram.Result assessed = await HindcastProgram.Run(["assess", share.At("EX01"), "--json", "-q"]);
        using JsonDocument assessment = JsonDocument.Parse(assessed.Output);
        JsonElement log = assessment.RootElement.GetProperty("files").EnumerateArray().Single(f => f.GetProperty("path").GetString() == "logs%xE9/u_ex%xE9.log");
        Assert.Equal(expected, log.GetProperty("sha256").GetString());
        Assert.Equal(500_001, log.GetProperty("records").GetInt64());

        File.WriteAllText(share.At("needle.yml"), "title: needle\nid: 0b5cf0f0-0000-4000-8000-000000000063\nlogsource:\n  category: webserver\ndetection:\n  selection:\n    cs-uri-stem|contains: needle\n  condition: selection\nlevel: high\n");
        HindcastProgram.Result hunted = await HindcastProgram.Run(["hunt", share.At("EX01"), "--rules", share.At("needle.yml"), "-q"]);
        Assert.Contains("logs%xE9/u_ex%xE9.log", hunted.Output, StringComparison.Ordinal);

        HindcastProgram.Result dumped = await HindcastProgram.Run(
            ["sh", "-c", "cd \"$1\"; shift; exec \"$@\" \"$(printf 'EX01/logs\\351/Usual\\351.evtx')\"", "sh", share.At(), "dotnet", "exec", HindcastProgram.File], ["dump", "evtx"]);
        Assert.Equal(0, dumped.ExitCode);
        Assert.Contains("EX01/logs%xE9/Usual%xE9.evtx: 3 records", dumped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_names_do_nothing_in_any_output()
    {
        using Share share = new();
        share.Shell("cd EX01/inetpub/wwwroot && cp ../../../inert.aspx \"$(printf '\\033[31m\\r\\n\\342\\200\\256<script>alert(1)<\\233>\\377\"=1+1.aspx')\"");
        HindcastProgram.Result pages = await HindcastProgram.Run(["pages", share.At("EX01")]);
        HindcastProgram.Result assessed = await HindcastProgram.Run(["assess", share.At("EX01"), "--out", share.At("case")]);
        HindcastProgram.Result timeline = await HindcastProgram.Run(["timeline", share.At("case"), "--format", "jsonl"]);
        HindcastProgram.Result markdown = await HindcastProgram.Run(["export", share.At("case"), "--format", "markdown"]);
        HindcastProgram.Result query = await HindcastProgram.Run(["query", share.At("case"), "SELECT * FROM files"]);
        string report = File.ReadAllText(share.At("case", "report.html"));
        string name = "%x1B[31m%x0D%x0A%xE2%x80%xAE";
        Assert.Contains(name, pages.Output, StringComparison.Ordinal);
        Assert.Contains(name, report, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", report, StringComparison.OrdinalIgnoreCase);
        Assert.All(
            new[] { pages.OutputBytes, Encoding.UTF8.GetBytes(pages.Error), assessed.OutputBytes, timeline.OutputBytes, markdown.OutputBytes, query.OutputBytes, File.ReadAllBytes(share.At("case", "assessment.json")), File.ReadAllBytes(share.At("case", "report.html")) },
            bytes =>
            {
                string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
                Assert.DoesNotContain(text, c => (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || c is '\u202E' or '\uFFFD');
            });
    }

    /// <summary>A folder with evidence that a shell fills and takes away, since .NET cannot name what is in it.</summary>
    private sealed class Share : IDisposable
    {
        private readonly TempFolder _folder = new();

        internal Share()
        {
            Assert.SkipUnless(OperatingSystem.IsLinux(), "names are bytes on Linux only");
            Directory.CreateDirectory(At("EX01", "inetpub", "wwwroot"));
            File.WriteAllText(At("inert.aspx"), Inert);
        }

        internal string At(params string[] parts) => _folder.At(parts);

        internal void Shell(string script)
        {
            using Process shell = Process.Start(new ProcessStartInfo("sh", ["-ec", script]) { WorkingDirectory = At() })!;
            shell.WaitForExit();
            Assert.Equal(0, shell.ExitCode);
        }

        public void Dispose()
        {
            using (Process remove = Process.Start("rm", ["-rf", At("EX01"), At("case")]))
            {
                remove.WaitForExit();
            }

            Shell("rm -rf EX*");
            _folder.Dispose();
        }
    }
}
