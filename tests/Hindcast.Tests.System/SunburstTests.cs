using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>The second campaign from the command line: its sample, and the decoder for people.</summary>
public sealed class SunburstTests
{
    private const string Ping = "7sbvaemscs0mc925tb99.appsync-api.us-west-2.avsvmcloud.com";

    private static string Sample => Path.Combine(Repository.Root, "samples", "sunburst-synthetic", "DNS01");

    [Theory]
    [InlineData("1", "C", "UTC")]
    [InlineData("3", "tr_TR.UTF-8", "Pacific/Kiritimati")]
    public async Task The_sample_gives_the_same_bytes_whatever_threads_culture_and_time_zone(string threads, string culture, string zone)
    {
        using TempFolder temp = new();
        string evidence = temp.CopyOf(Sample, "DNS01");
        HindcastProgram.Result run = await HindcastProgram.Run(
            ["assess", evidence, "--out", temp.At("case"), "--threads", threads, "--quiet"],
            ("LC_ALL", culture), ("LANG", culture), ("TZ", zone), ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "0"));

        Assert.Equal(1, run.ExitCode);
        Golden.Check("sunburst-synthetic/assessment.json", File.ReadAllText(temp.At("case", "assessment.json")));
        Golden.Check("sunburst-synthetic/timeline.csv", File.ReadAllText(temp.At("case", "timeline.csv")));
    }

    [Fact]
    public async Task A_name_is_decoded_and_a_wrong_one_has_its_reason()
    {
        HindcastProgram.Result good = await HindcastProgram.Run(["sunburst", "decode", Ping]);
        HindcastProgram.Result wrong = await HindcastProgram.Run(["sunburst", "decode", Ping, "www.contoso.example\u001b[2J", "--format", "jsonl"]);
        HindcastProgram.Result none = await HindcastProgram.Run(["sunburst", "decode"]);

        Assert.Equal(0, good.ExitCode);
        Assert.Contains("server 1D71011E992C3D68, us-west-2: ping of 2020-06-11T22:30:00Z; flag set: stage 2", good.Output, StringComparison.Ordinal);
        Assert.Equal(3, wrong.ExitCode);
        Assert.Contains("\"rejected\":\"not below avsvmcloud.com\"", wrong.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', wrong.Output);
        Assert.Equal(2, none.ExitCode);
    }

    [Fact]
    public async Task A_file_of_names_with_answers_gives_the_servers_behind_them()
    {
        using TempFolder temp = new();
        File.WriteAllText(temp.At("names.txt"), $"{Ping},second.example,203.0.113.7\n\n");
        HindcastProgram.Result run = await HindcastProgram.Run(["sunburst", "decode", "--file", temp.At("names.txt")]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("hands-on access offered", run.Output, StringComparison.Ordinal);
        Assert.Contains("second stage: second.example", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await HindcastProgram.Run(["sunburst", "decode", "--file", temp.At("no.txt")])).ExitCode);
    }

    [Fact]
    public async Task The_host_id_is_compared_with_the_one_expected()
    {
        string[] values = ["--mac", "00:50:56:C0:FF:EE", "--domain", "corp.contoso.example", "--machine-guid", "11111111-2222-3333-4444-555555555555"];

        Assert.Equal("8F343CF31BAB486D", (await HindcastProgram.Run(["sunburst", "hostid", .. values])).Output.Trim());
        Assert.Equal(0, (await HindcastProgram.Run(["sunburst", "hostid", .. values, "--expect", "8f343cf31bab486d"])).ExitCode);
        Assert.Equal(1, (await HindcastProgram.Run(["sunburst", "hostid", .. values, "--expect", "0000000000000000"])).ExitCode);
        Assert.Equal(2, (await HindcastProgram.Run(["sunburst", "hostid", "--mac", "x", "--domain", "d", "--machine-guid", "g"])).ExitCode);
    }
}
