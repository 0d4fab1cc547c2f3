using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Tests.Unit.Formats.Artefacts;

public sealed class SetupLogTests
{
    private const string Upgrade = """
        [03/16/2021 18:00:00.0074] [0] **********************************************
        [03/16/2021 18:00:00.0078] [0] Local time zone: (UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna.
        [03/16/2021 18:00:00.0078] [0] Operating system version: Microsoft Windows NT 6.2.9200.0.
        [03/16/2021 18:00:00.0081] [0] Setup version: 15.1.2242.4.
        [03/16/2021 18:00:00.0082] [0] Logged on user: CONTOSO\admin.
        [03/16/2021 18:00:00.0121] [0] Command Line Parameter Name='mode', Value='Upgrade'.
        [03/16/2021 18:00:03.0293] [0] The locally installed version is 15.1.2176.2.
        [03/16/2021 18:10:03.0000] [1] [ERROR] Service 'MSExchangeRepl' failed to start.
           at Some.Method()
        [03/16/2021 19:00:03.0372] [0] The Exchange Server setup operation completed successfully.
        [03/16/2021 19:00:04.0000] [0] End of Setup
        [03/16/2021 19:00:04.0000] [0] **********************************************
        """;

    [Fact]
    public void A_run_says_who_ran_what_with_which_result()
    {
        ArtefactRecord run = ReadArtefact.Of(Upgrade).Single("run");
        Assert.Equal("2021-03-16T18:00:00.078Z", run.Time.ToString());
        Assert.Equal(
            ("15.1.2242.4", "15.1.2176.2", @"CONTOSO\admin", "'mode'='Upgrade'", "completed", "1", "2021-03-16T19:00:04.000Z"),
            (run.Value("SetupVersion"), run.Value("InstalledVersion"), run.Value("User"), run.Value("CommandLine"), run.Value("Result"), run.Value("Errors"), run.Value("Ended")));
        Assert.StartsWith("Service 'MSExchangeRepl' failed", run.Value("FirstError"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_build_before_is_known_to_the_cumulative_update_and_the_one_that_setup_brought_exactly()
    {
        IReadOnlyList<BuildSighting> builds = ReadArtefact.Of(Upgrade).Input.Builds;
        Assert.Equal(
            ["15.1.2176.2 2021-03-16T18:00:03.293Z 7", "15.1.2242.4 2021-03-16T19:00:03.372Z 10"],
            builds.Select(b => $"{b.Build} {b.First} {b.FirstLocation.Line}"));
        Assert.Equal([BuildPrecision.CumulativeUpdate, BuildPrecision.SecurityUpdate], builds.Select(b => b.Precision));
    }

    [Fact]
    public void A_setup_that_did_not_complete_proves_no_new_build()
    {
        ReadArtefact read = ReadArtefact.Of(Upgrade.Replace("completed successfully", "didn't complete", StringComparison.Ordinal));
        Assert.Equal("failed", read.Single("run").Value("Result"));
        Assert.Equal("15.1.2176.2", Assert.Single(read.Input.Builds).Build.ToString());
        Assert.Equal("unfinished", ReadArtefact.Of(Upgrade[..600]).Single("run").Value("Result"));
    }

    [Fact]
    public void Messages_keep_their_continuation_and_the_run_they_belong_to()
    {
        ReadArtefact read = ReadArtefact.Of(Upgrade.Replace("\n", "\r\n", StringComparison.Ordinal));
        ArtefactRecord error = Assert.Single(read.Items("line"), r => r.Value("Level") == "ERROR");
        Assert.EndsWith("at Some.Method()", error.Value("Message"), StringComparison.Ordinal);
        Assert.Equal(("15.1.2242.4", 8L), (error.Value("SetupVersion"), error.Location.Line));
        Assert.Equal(11, read.Items("line").Count());
    }

    [Fact]
    public void Several_runs_and_other_date_separators_are_read()
    {
        ReadArtefact read = ReadArtefact.Of(Upgrade + "\n" + Upgrade.Replace("03/16/2021", "11.14.2022", StringComparison.Ordinal));
        Assert.Equal(["2021-03-16T18:00:00.078Z", "2022-11-14T18:00:00.078Z"], read.Items("run").Select(r => r.Time.ToString()));
        Assert.Equal(2, read.Input.Builds[0].Records);
    }

    [Theory]
    [InlineData("[13/45/2021 18:00:00.0074] [0] x")]
    [InlineData("[03/16/2021 18:00:00.0074] x")]
    [InlineData("[03/16/2021 18:00")]
    public void Lines_of_another_form_are_no_setup_log(string line) =>
        Assert.Null(ArtefactFormats.Find(System.Text.Encoding.UTF8.GetBytes(line), "ExchangeSetup.log"));

    [Fact]
    public void Lines_before_the_first_stamp_are_counted_as_bad_HC2106()
    {
        ReadArtefact read = ReadArtefact.Of("cut off\n" + Upgrade);
        Assert.Equal(["HC2106"], read.Codes);
        Assert.Equal(1, read.Input.BadRecords);
    }

    [Fact]
    public void Builds_beyond_the_limit_are_counted_HC2012()
    {
        string log = string.Concat(Enumerable.Range(1, 70).Select(i => $"[03/16/2021 18:00:03.0293] [0] The locally installed version is 15.1.{i}.2.\n"));
        ReadArtefact read = ReadArtefact.Of(log);
        Assert.Equal((64, "HC2012"), (read.Input.Builds.Count, Assert.Single(read.Codes)));
    }

    [Fact]
    public void Logs_of_update_scripts_have_a_clock_but_no_day()
    {
        ReadArtefact read = ReadArtefact.Of("""
            [19:50:54] -----------------------------------------------
            [19:50:54] * ServiceControl.ps1: 3/5/2021 7:50:54 PM
            [19:50:59] Stopping service 'W3Svc'.
            [19:51:27] [Error] System.Management.Automation.CommandNotFoundException: The term 'Stop-SetupService' is not recognized.
               at System.Management.Automation.Something()
            """);
        Assert.Equal(5, read.Records.Count);
        ArtefactRecord error = Assert.Single(read.Records, r => r.Value("Level") == "ERROR");
        Assert.Equal((null, "19:51:27", "ServiceControl.ps1: 3/5/2021 7:50:54 PM"), (error.Time, error.Value("Clock"), error.Value("Started")));
    }
}
