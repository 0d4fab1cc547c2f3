using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>Every bad input has its line, with file and place, and costs only itself.</summary>
public sealed class BadInputTests
{
    private const string GoodLog =
        "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2021-03-03 00:00:00\r\n"
        + "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n"
        + "2021-03-03 00:00:01 192.0.2.10 GET /owa/ - 443 - 198.51.100.9 Mozilla/5.0 - 200 0 0 15\r\n"
        + "2021-03-03 00:00:02 192.0.2.10 POST /ecp/y.js - 443 - 198.51.100.9 Mozilla/5.0 - 200 0 0 15\r\n";

    [Fact]
    public async Task Missing_path_is_wrong_usage() =>
        Assert.Equal(2, (await HindcastProgram.Run(["assess", "/no/such/evidence"])).ExitCode);

    [Fact]
    public async Task No_argument_and_unknown_options_are_wrong_usage()
    {
        Assert.Equal(2, (await HindcastProgram.Run(["assess"])).ExitCode);
        Assert.Equal(2, (await HindcastProgram.Run(["assess", Repository.Sample, "--frobnicate"])).ExitCode);
        Assert.Equal(2, (await HindcastProgram.Run(["assess", Repository.Sample, "--threads", "-3"])).ExitCode);
    }

    [Fact]
    public async Task Case_folder_inside_the_evidence_is_wrong_usage_and_nothing_is_written()
    {
        using TempFolder temp = new();
        temp.Write("u_ex210303.log", Encoding.UTF8.GetBytes(GoodLog));
        Assert.Equal(2, (await HindcastProgram.Run(["assess", temp.Path, "--out", temp.At("case")])).ExitCode);
        Assert.Single(Directory.GetFileSystemEntries(temp.Path));
    }

    [Fact]
    public async Task Folder_with_nothing_known_is_incomplete_not_clean()
    {
        using TempFolder temp = new();
        temp.Write("readme.txt", "nothing here"u8.ToArray());
        HindcastProgram.Result run = await HindcastProgram.Run(["assess", temp.Path]);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("Not assessable", run.Output, StringComparison.Ordinal);
        Assert.Contains("HC1102", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_log_and_binary_junk_are_named_and_the_good_log_is_read()
    {
        using TempFolder temp = new();
        temp.Write("W3SVC1/u_ex210301.log", []);
        byte[] junk = new byte[50_000];
        new Random(1).NextBytes(junk);
        temp.Write("W3SVC1/u_ex210302.log", junk);
        temp.Write("W3SVC1/u_ex210303.log", Encoding.UTF8.GetBytes(GoodLog));

        (int code, string[] codes, long records) = await Assess(temp, temp.Path);
        Assert.Equal(1, code);
        Assert.Equal(["HC2002 W3SVC1/u_ex210302.log@0", "HC2001 W3SVC1/u_ex210301.log@0"], codes);
        Assert.Equal(2, records);
    }

    [Fact]
    public async Task Line_of_100_megabytes_costs_only_itself()
    {
        using TempFolder temp = new();
        byte[] head = Encoding.UTF8.GetBytes(GoodLog);
        byte[] line = new byte[100_000_000];
        Array.Fill(line, (byte)'A');
        line[^1] = (byte)'\n';
        temp.Write("W3SVC1/u_ex210303.log", [.. head, .. line, .. Encoding.UTF8.GetBytes("2021-03-03 00:00:03 192.0.2.10 GET /owa/ - 443 - 198.51.100.9 Mozilla/5.0 - 200 0 0 15\r\n")]);

        (int code, string[] codes, long records) = await Assess(temp, temp.Path);
        Assert.Equal(1, code);
        Assert.Equal([$"HC2003 W3SVC1/u_ex210303.log@{head.Length}"], codes);
        Assert.Equal(3, records);
    }

    [Fact]
    public async Task Nul_bytes_and_wrong_column_count_are_reported_with_their_offset()
    {
        using TempFolder temp = new();
        byte[] good = Encoding.UTF8.GetBytes(GoodLog);
        temp.Write("a/u_ex210303.log", [.. good, .. new byte[4096]]);
        temp.Write("b/u_ex210304.log", [.. good, .. "2021-03-03 00:00:03 192.0.2.10 GET\r\n"u8]);

        (int code, string[] codes, long records) = await Assess(temp, temp.Path);
        Assert.Equal(1, code);
        Assert.Contains($"HC2004 a/u_ex210303.log@{good.Length}", codes);
        Assert.Contains($"HC2005 b/u_ex210304.log@{good.Length}", codes);
        Assert.Equal(5, records);
    }

    [Fact]
    public async Task Utf16_log_is_read_and_explained_byte_for_byte()
    {
        using TempFolder temp = new();
        byte[] utf16 = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(GoodLog)];
        temp.Write("ev/u_ex210303.log", utf16);

        HindcastProgram.Result run = await HindcastProgram.Run(["assess", temp.At("ev"), "--out", temp.At("case"), "-q"]);
        HindcastProgram.Result raw = await HindcastProgram.Run(["explain", "O1", "-c", temp.At("case"), "--raw"]);

        Assert.Equal(1, run.ExitCode);
        string line = GoodLog.Split("\r\n")[5];
        Assert.Equal([.. Encoding.Unicode.GetBytes(line), (byte)'\n'], raw.OutputBytes);

        (_, string[] codes, long records) = await Assess(temp, temp.At("ev"));
        Assert.Contains(codes, c => c.StartsWith("HC2010 ", StringComparison.Ordinal) && c.EndsWith("u_ex210303.log@0", StringComparison.Ordinal));
        Assert.Equal(2, records);
    }

    [Fact]
    public async Task Truncated_zip_and_gzip_give_what_is_left_and_say_so()
    {
        using TempFolder temp = new();
        MemoryStream gzip = new();
        using (GZipStream packer = new(gzip, CompressionLevel.Optimal, leaveOpen: true))
        {
            packer.Write(Encoding.UTF8.GetBytes(GoodLog));
            for (int i = 0; i < 4000; i++)
            {
                packer.Write(Encoding.UTF8.GetBytes($"2021-03-03 01:{i / 60 % 60:00}:{i % 60:00} 192.0.2.10 GET /owa/{i * 7919:x} - 443 - 198.51.100.9 Mozilla/5.0 - 200 0 0 15\r\n"));
            }
        }

        byte[] packed = gzip.ToArray();
        temp.Write("u_ex210303.log.gz", packed[..(packed.Length / 2)]);

        (int code, string[] codes, long records) = await Assess(temp, temp.At("u_ex210303.log.gz"));
        Assert.Equal(1, code);
        Assert.Contains(codes, c => c.StartsWith("HC102", StringComparison.Ordinal));
        Assert.InRange(records, 500, 4001);
    }

    [Fact]
    public async Task Zip_bomb_is_stopped_and_the_rest_is_read()
    {
        using TempFolder temp = new();
        using (ZipArchive zip = ZipFile.Open(temp.At("evidence.zip"), ZipArchiveMode.Create))
        {
            using (Stream bomb = zip.CreateEntry("a/u_ex210301.log", CompressionLevel.SmallestSize).Open())
            {
                byte[] zeros = new byte[1 << 20];
                for (int i = 0; i < 300; i++)
                {
                    bomb.Write(zeros);
                }
            }

            using Stream good = zip.CreateEntry("b/u_ex210303.log").Open();
            good.Write(Encoding.UTF8.GetBytes(GoodLog));
        }

        (int code, string[] codes, long records) = await Assess(temp, temp.At("evidence.zip"));
        Assert.Equal(1, code);
        Assert.Contains(codes, c => c.StartsWith("HC1034 evidence.zip!/a/u_ex210301.log", StringComparison.Ordinal));
        Assert.Equal(2, records);
    }

    [Fact]
    public async Task Member_that_climbs_out_of_its_archive_is_read_under_a_safe_name_and_nothing_is_written()
    {
        using TempFolder temp = new();
        using (FileStream file = File.Create(temp.At("evidence.tar")))
        using (TarWriter tar = new(file))
        {
            PaxTarEntry entry = new(TarEntryType.RegularFile, "../../outside/u_ex210303.log") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(GoodLog)) };
            tar.WriteEntry(entry);
        }

        (int code, string[] codes, long records) = await Assess(temp, temp.At("evidence.tar"));
        Assert.Equal(1, code);
        Assert.Contains(codes, c => c.StartsWith("HC1026", StringComparison.Ordinal));
        Assert.Equal(2, records);
        Assert.False(Directory.Exists(temp.At("..", "outside")));
    }

    [Fact]
    public async Task Evidence_cannot_write_escape_sequences_to_the_terminal()
    {
        using TempFolder temp = new();
        string evil = GoodLog.Replace("/ecp/y.js", "/aspnet_client/\u001b]0;owned\u0007\u202e.aspx", StringComparison.Ordinal);
        temp.Write("\u001b[31mred/u_ex210303.log", Encoding.UTF8.GetBytes(evil));
        HindcastProgram.Result run = await HindcastProgram.Run(["assess", temp.Path]);
        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.DoesNotContain('\u202e', run.Output);
    }

    [Fact]
    public async Task Folder_and_file_without_permission_are_named_and_the_rest_is_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "other permissions");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using TempFolder temp = new();
        temp.Write("ev/closed/u_ex210301.log", Encoding.UTF8.GetBytes(GoodLog));
        string locked = temp.Write("ev/u_ex210302.log", Encoding.UTF8.GetBytes(GoodLog));
        temp.Write("ev/W3SVC1/u_ex210303.log", Encoding.UTF8.GetBytes(GoodLog));
        Directory.CreateDirectory(temp.At("case"));
        const UnixFileMode All = (UnixFileMode)0b111_111_111;
        File.SetUnixFileMode(temp.Path, All);
        File.SetUnixFileMode(temp.At("case"), All);
        File.SetUnixFileMode(locked, UnixFileMode.None);
        File.SetUnixFileMode(temp.At("ev", "closed"), UnixFileMode.None);
        try
        {
            // Modes do not stop root, so root runs the program as nobody.
            string[] asNobody = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
            if (asNobody.Length > 0)
            {
                Assert.SkipUnless(await Works([.. asNobody, "test", "-r", HindcastProgram.File]), "no setpriv, or nobody may not read the program");
            }

            HindcastProgram.Result run = await HindcastProgram.Run(
                [.. asNobody, "dotnet", "exec", HindcastProgram.File], ["assess", temp.At("ev"), "--out", temp.At("case")],
                ("HOME", temp.At("case")), ("DOTNET_CLI_HOME", temp.At("case")));
            Assert.Equal(1, run.ExitCode);
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(temp.At("case", "assessment.json")));
            Assert.Equal(
                ["HC1002 closed", "HC1003 u_ex210302.log"],
                json.RootElement.GetProperty("diagnostics").EnumerateArray()
                    .Where(d => d.GetProperty("severity").GetString() == "loss")
                    .Select(d => $"{d.GetProperty("code")} {d.GetProperty("location").GetProperty("file")}").Order(StringComparer.Ordinal));
            Assert.DoesNotContain("HC2001", run.Output, StringComparison.Ordinal);
            Assert.Equal(2, json.RootElement.GetProperty("files").EnumerateArray().Sum(f => f.GetProperty("records").GetInt64()));
            Assert.True(json.RootElement.GetProperty("verdict").GetProperty("incomplete").GetBoolean());
        }
        finally
        {
            File.SetUnixFileMode(temp.At("ev", "closed"), All);
        }
    }

    [Fact]
    public async Task Evidence_that_changes_while_it_is_read_is_named()
    {
        using TempFolder temp = new();
        StringBuilder rows = new(GoodLog);
        while (rows.Length < 40 << 20)
        {
            rows.Append(GoodLog, GoodLog.IndexOf("2021-03-03 00:00:01", StringComparison.Ordinal), 88);
        }

        string live = temp.Write("ev/u_ex210303.log", Encoding.UTF8.GetBytes(rows.ToString()));
        Task<(int Code, string[] Diagnostics, long Records)> reading = Assess(temp, temp.At("ev"));
        for (int i = 0; !reading.IsCompleted; i++)
        {
            File.SetLastWriteTimeUtc(live, new DateTime(2021, 3, 4, 0, 0, 0, DateTimeKind.Utc).AddSeconds(i));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        (int code, string[] codes, _) = await reading;
        Assert.Equal(1, code);
        Assert.Contains("HC1009 u_ex210303.log@0", codes);
    }

    private static async Task<bool> Works(string[] command)
    {
        try
        {
            return (await HindcastProgram.Run(command, [])).ExitCode == 0;
        }
        catch (global::System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<(int Code, string[] Diagnostics, long Records)> Assess(TempFolder temp, string evidence)
    {
        string caseFolder = Directory.CreateTempSubdirectory("hindcast-case-").FullName;
        try
        {
            HindcastProgram.Result run = await HindcastProgram.Run(["assess", evidence, "--out", caseFolder, "-q"]);
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(caseFolder, "assessment.json")));
            return (
                run.ExitCode,
                [.. json.RootElement.GetProperty("diagnostics").EnumerateArray().Select(d =>
                    $"{d.GetProperty("code")} {d.GetProperty("location").GetProperty("file")}@{d.GetProperty("location").GetProperty("offsetBytes")}")],
                json.RootElement.GetProperty("files").EnumerateArray().Sum(f => f.GetProperty("records").GetInt64()));
        }
        finally
        {
            Directory.Delete(caseFolder, recursive: true);
        }
    }
}
