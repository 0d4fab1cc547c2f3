using System.Formats.Tar;
using System.Text;
using Hindcast.Engine.Hunting;
using Hindcast.Sigma;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Mappings;
using Hindcast.Sigma.Tuning;
using Hindcast.Tests.Unit.Formats.Evtx;

namespace Hindcast.Tests.Unit.Engine.Hunting;

public sealed class HunterTests : IDisposable
{
    private const string IisHeader = "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2021-03-03 00:00:00\r\n"
        + "#Fields: date time cs-method cs-uri-stem cs-uri-query c-ip sc-status\r\n";

    private const string Shell = """
        title: Page called
        id: 00000000-0000-4000-8000-000000000001
        name: page_called
        level: high
        tags: [attack.t1505.003]
        logsource: {category: webserver}
        detection:
          s: {cs-uri-stem|endswith: /x.aspx}
          condition: s
        """;

    private const string Written = """
        title: Page written
        id: 00000000-0000-4000-8000-000000000002
        name: page_written
        level: high
        logsource: {category: file_event, product: windows}
        detection:
          s: {TargetFilename|endswith: \x.aspx}
          condition: s
        """;

    private const string Logged = """
        title: Event logged
        id: 00000000-0000-4000-8000-000000000003
        name: event_logged
        level: medium
        logsource: {product: test, service: usual}
        detection:
          s: {Secret|contains: b}
          condition: s
        """;

    private const string Own = """
        mappings:
          - logsource: {product: test, service: usual}
            sources:
              - when: {Channel: Test/Operational, EventID: 4242}
                fields: {Secret: Text}
          - logsource: {product: windows, category: file_event}
            sources:
              - when: {Log: webroot}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-hunt-").FullName;

    [Fact]
    public void Correlation_joins_web_log_event_log_and_file()
    {
        WriteMixedEvidence();
        Write("rules/all.yml", string.Join("\n---\n", Shell, Written, Logged, """
            title: From request to event
            id: 00000000-0000-4000-8000-000000000009
            level: critical
            correlation:
              type: temporal
              rules: [page_called, page_written, event_logged]
              timespan: 12h
            """));
        HuntResult result = Hunt(new HuntOptions { Evidence = [At("evidence")], Rules = At("rules"), Mappings = Mappings() });

        HuntMatch match = Assert.Single(result.Matches);
        Assert.True(match.IsCorrelation);
        Assert.Equal("From request to event", match.Rule.Title);
        Assert.All(result.Rules, r => Assert.Equal(HuntRuleState.Matched, r.State));
    }

    [Fact]
    public void Correlation_without_one_of_its_sources_stays_silent()
    {
        WriteMixedEvidence();
        File.Delete(At("evidence/Test.evtx"));
        Write("rules/all.yml", string.Join("\n---\n", Shell, Logged, """
            title: From request to event
            id: 00000000-0000-4000-8000-000000000009
            correlation:
              type: temporal
              rules: [page_called, event_logged]
              timespan: 12h
            """));
        HuntResult result = Hunt(new HuntOptions { Evidence = [At("evidence")], Rules = At("rules"), Mappings = Mappings() });

        Assert.Empty(result.Matches);
        Assert.Equal(HuntRuleState.NoEvidence, Report(result, "Event logged").State);
        Assert.Equal("no record has Channel Test/Operational", Report(result, "Event logged").Reason);
    }

    [Fact]
    public void Tuning_turns_off_lowers_and_allows_and_is_accounted_for()
    {
        WriteMixedEvidence();
        Write("rules/all.yml", string.Join("\n---\n", Shell, Written, Logged));
        IReadOnlyList<SigmaTuningEntry> tuning = SigmaTuningReader.Read(
            "tuning.yml",
            """
            tuning:
              - rule: Page written
                off: true
                reason: known page
              - rule: Page called
                level: low
                reason: only our scanner calls it
              - rule: event logged
                allow: {User: 'user0'}
                reason: test account
              - rule: no such rule
                off: true
                reason: gone
            """,
            []);
        HuntResult result = Hunt(new HuntOptions { Evidence = [At("evidence")], Rules = At("rules"), Mappings = Mappings(), Tuning = tuning });

        Assert.Equal([SigmaLevel.Low, SigmaLevel.Medium, SigmaLevel.Medium], result.Matches.Select(m => m.Rule.Level).Order());
        Assert.DoesNotContain(result.Matches, m => m.Fields.Any(f => f.Value == "user0"));
        Assert.Equal((HuntRuleState.LeftOut, "tuned off: known page"), (Report(result, "Page written").State, Report(result, "Page written").Reason));
        Assert.Equal((3, 1), (Report(result, "Event logged").Matches, Report(result, "Event logged").Allowed));
        Assert.Equal([(1, 0L), (1, 0L), (1, 1L), (0, 0L)], result.Tuning.Select(t => (t.Rules, t.Allowed)));
        Assert.Empty(Hunt(new HuntOptions
        {
            Evidence = [At("evidence")],
            Rules = At("rules"),
            Mappings = Mappings(),
            Tuning = tuning,
            MinimumLevel = SigmaLevel.High,
        }).Matches);
    }

    [Fact]
    public void Account_says_why_a_rule_could_not_fire_and_what_it_cost()
    {
        WriteMixedEvidence();
        Write("rules/all.yml", string.Join("\n---\n", Logged, Changed(Logged, "4", "Secret|contains: b", "Nowhere: b"),
            Changed(Logged, "5", "Secret|contains: b", "EventID: 7"), Changed(Logged, "6", "service: usual", "service: other"), Shell));
        HuntResult result = Hunt(new HuntOptions { Evidence = [At("evidence")], Rules = At("rules"), Mappings = Mappings() });

        HuntRuleReport matched = Report(result, "Event logged");
        Assert.Equal((HuntRuleState.Matched, 3, 3, 3), (matched.State, matched.Tried, matched.Evaluations, matched.Matches));
        Assert.Equal(
            (HuntRuleState.CouldNotFire, "no record of its log source has the field Nowhere"), (Report(result, "Event logged 4").State, Report(result, "Event logged 4").Reason));
        Assert.Equal(
            (HuntRuleState.CouldNotFire, "no record of its log source has EventID 7"), (Report(result, "Event logged 5").State, Report(result, "Event logged 5").Reason));
        Assert.Equal(HuntRuleState.Unmapped, Report(result, "Event logged 6").State);
    }

    [Fact]
    public void Copies_of_a_log_count_once_HC1101()
    {
        WriteMixedEvidence();
        Write("rules/all.yml", Shell);
        Write("evidence/copy/W3SVC1/u_ex210303.log", File.ReadAllText(At("evidence/W3SVC1/u_ex210303.log")));
        HuntResult result = Hunt(new HuntOptions { Evidence = [At("evidence")], Rules = At("rules") });

        Assert.Single(result.Matches);
        Assert.Equal(1, result.Copies);
        Assert.Equal("HC1101", Assert.Single(result.Diagnostics).Code);
        Assert.Equal(1, Report(result, "Page called").Matches);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Large_text_log_is_read_in_units_and_every_match_leads_to_its_line(int threads)
    {
        StringBuilder text = new(IisHeader);
        List<int> expected = [];
        string stem = new('a', 200);
        for (int line = 5; text.Length < 26 << 20; line++)
        {
            if (line == 60_000)
            {
                // A header in mid-file moves the columns: units behind it guessed wrong.
                text.Append("#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status\r\n");
                continue;
            }

            bool isHit = line % 9_973 == 0;
            string page = isHit ? "x.aspx" : "y.aspx";
            text.Append(line < 60_000
                ? $"2021-03-03 10:00:00 GET /{stem}/{page} - 192.0.2.1 200\r\n"
                : $"2021-03-03 10:00:00 192.0.2.1 GET /{stem}/{page} - 200\r\n");
            if (isHit)
            {
                expected.Add(line);
            }
        }

        Write("evidence/W3SVC1/u_ex210303.log", text.ToString());
        Write("rules/all.yml", Shell);
        HuntResult result = Hunt(new HuntOptions { Evidence = [At("evidence")], Rules = At("rules"), Threads = threads });

        Assert.Equal(expected, result.Matches.Select(m => (int)m.Location.Line));
        Assert.All(result.Matches, m => Assert.Contains(new("c-ip", "192.0.2.1"), m.Fields));
        Assert.Equal(0, result.BadRecords);
    }

    [Fact]
    public void Large_event_log_gives_the_same_whatever_the_threads()
    {
        EvtxFileBuilder builder = new();
        for (int chunk = 0; chunk < 140; chunk++)
        {
            int number = chunk;
            builder.Chunk(c =>
            {
                for (int i = 0; i < 20; i++)
                {
                    c.Usual($"user{number}-{i}", i);
                }
            });
        }

        Directory.CreateDirectory(At("evidence"));
        File.WriteAllBytes(At("evidence/Test.evtx"), builder.Build());
        Write("rules/all.yml", Logged.Replace("Secret|contains: b", "User|endswith: '7'", StringComparison.Ordinal));
        HuntOptions options = new() { Evidence = [At("evidence")], Rules = At("rules"), Mappings = Mappings() };
        string[] one = Lines(Hunt(options with { Threads = 1 }));
        string[] many = Lines(Hunt(options with { Threads = 4 }));

        Assert.Equal(280, one.Length);
        Assert.Equal(one, many);
        string[] few = Lines(Hunt(options with { Threads = 1, MaxMatches = 50 }));
        Assert.Equal(50, few.Length);
        Assert.Equal(few, Lines(Hunt(options with { Threads = 4, MaxMatches = 50 })));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Changed(string rule, string number, string from, string to) => rule
        .Replace("000000000003", $"00000000000{number}", StringComparison.Ordinal)
        .Replace("Event logged", $"Event logged {number}", StringComparison.Ordinal)
        .Replace("name: event_logged", $"name: event_logged_{number}", StringComparison.Ordinal)
        .Replace(from, to, StringComparison.Ordinal);

    [Fact]
    public void Page_that_was_copied_has_no_time_and_stays_whatever_the_days()
    {
        Write("rules/written.yml", Written);
        Write("evidence/C/inetpub/wwwroot/aspnet_client/x.aspx", "<html>Welcome</html>");
        File.SetLastWriteTimeUtc(At("evidence/C/inetpub/wwwroot/aspnet_client/x.aspx"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        HuntOptions options = new() { Evidence = [At("evidence")], Rules = At("rules"), Mappings = Mappings(), To = new DateOnly(2021, 12, 31) };

        HuntResult result = Hunt(options);

        Assert.Null(Assert.Single(result.Matches).Time);
        Assert.Equal(0, result.OutsideDates);
    }

    private static string[] Lines(HuntResult result) =>
        [.. result.Matches.Select(m => $"{m.Time} {m.Rule.Id} {m.Computer} {m.Location} {string.Join(';', m.Fields)}")];

    private static HuntRuleReport Report(HuntResult result, string title) => Assert.Single(result.Rules, r => r.Rule.Title == title);

    private static HuntResult Hunt(HuntOptions options) => Hunter.Run(options, new(), TestContext.Current.CancellationToken);

    private static SigmaMappingSet Mappings()
    {
        List<SigmaProblem> problems = [];
        IReadOnlyList<SigmaMapping> own = SigmaMappingReader.Read("own.yml", Own, problems);
        Assert.Empty(problems);
        return SigmaMappingSet.BuiltIn.With(own);
    }

    /// <summary>A request, an event log whose records carry times of the same night, and a page of the web root whose time an archive tells.</summary>
    private void WriteMixedEvidence()
    {
        DateTime first = DateTime.FromFileTimeUtc(EvtxChunkBuilder.FirstTime);
        Write("evidence/W3SVC1/u_ex210303.log", IisHeader + $"{first:yyyy-MM-dd HH:mm:ss} POST /aspnet_client/x.aspx - 192.0.2.10 200\r\n");
        using (TarWriter tar = new(File.Create(At("evidence/pages.tar"))))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "C/inetpub/wwwroot/aspnet_client/x.aspx")
            {
                DataStream = new MemoryStream("<html>Welcome</html>"u8.ToArray()),
                ModificationTime = first.AddMinutes(-5),
            });
        }

        File.WriteAllBytes(At("evidence/Test.evtx"), EvtxFileBuilder.Usual());
    }

    private string At(string path) => Path.Combine(_folder, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }
}
