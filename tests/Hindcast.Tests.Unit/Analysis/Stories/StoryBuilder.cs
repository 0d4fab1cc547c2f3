using Hindcast.Analysis.Answers;
using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Impact;
using Hindcast.Analysis.Intrusions;
using Hindcast.Analysis.Persistence;
using Hindcast.Analysis.Stories;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Analysis.Stories;

/// <summary>Builds a case by hand: observations in the order of their time, with a campaign of a few rules.</summary>
internal sealed class StoryBuilder
{
    internal static readonly LogName HttpProxy = new("exchange-httpproxy", "Ecp");
    internal static readonly LogName FrontEnd = new("iis-w3c", "W3SVC1");
    internal static readonly LogName EcpServer = new("exchange-ecp-server", "");
    internal static readonly LogName WebRoot = new("webroot", "");
    internal static readonly LogName Events = new("evtx", "Security");

    private static readonly DateTime Start = new(2021, 3, 3, 4, 0, 0, DateTimeKind.Utc);

    private static readonly DetectionMeaning[] Rules =
    [
        Rule("try", ObservationRole.Request, Outcome.Attempted, Rung.Attempted),
        Rule("ssrf", ObservationRole.Request, Outcome.Reached, Rung.Reached),
        Rule("mail", ObservationRole.Request, Outcome.Reached, Rung.Accessed) with { Step = "mailbox" },
        Rule("cmdlet", ObservationRole.Effect, Outcome.Succeeded, Rung.CodePlaced) with { Technique = "T1505.003" },
        Rule("page", ObservationRole.Artefact, Outcome.Succeeded, Rung.CodePlaced),
        Rule("listed", ObservationRole.Artefact, Outcome.Attempted, Rung.Attempted),
        Rule("use", ObservationRole.Use, Outcome.Used, Rung.CodeUsed) with { Generic = true },
        Rule("odd", ObservationRole.Effect, Outcome.Attempted, Rung.Attempted) with { Generic = true },
        Rule("fetched", ObservationRole.Use, Outcome.None, Rung.DataOut),
        Rule("child", ObservationRole.Effect, Outcome.Succeeded, Rung.CodeUsed),
        Rule("account", ObservationRole.Effect, Outcome.Succeeded, Rung.Succeeded) with { Persists = true, Step = "account" },
        Rule("service", ObservationRole.Effect, Outcome.Attempted, Rung.CodePlaced) with { Persists = true, Technique = "T1543.003" },
        Rule("account-deleted", ObservationRole.Effect, Outcome.Attempted, Rung.Attempted) with { Removes = true, Step = "account" },
        Rule("helped", ObservationRole.Mitigation, Outcome.None, Rung.None),
    ];

    private readonly List<Observation> _observations = [];

    internal List<ActorProfile> Actors { get; } = [];

    internal List<EvidenceFile> Files { get; } = [];

    internal List<AddressTraffic> Addresses { get; } = [];

    internal List<PageTraffic> Pages { get; } = [];

    internal List<MailboxTraffic> Mailboxes { get; } = [];

    /// <summary>Last record of the security log, or null where it is not known.</summary>
    internal double? EventsEnd { get; set; }

    internal List<ExposureWindow> Windows { get; } = [];

    internal List<string> Flaws { get; } = ["CVE-1"];

    internal List<BuildSpan> Builds { get; } = [];

    internal SeenEarlierReport? SeenEarlier { get; set; }

    /// <summary>The day on which the campaign's flaw was mended.</summary>
    internal DateOnly Fixed { get; set; } = new(2021, 3, 2);

    /// <summary>Logs in the evidence; all of them have records of all days unless one is taken out.</summary>
    internal List<LogName> Logs { get; } = [HttpProxy, FrontEnd, EcpServer, WebRoot, Events];

    /// <summary>Days of which a log has no record.</summary>
    internal List<(LogName Log, DateOnly Day)> Holes { get; } = [];

    internal static EvidenceTime At(double minutes) => new(Start.AddMinutes(minutes).Ticks, TimePrecision.Second);

    internal StoryBuilder Add(string rule, LogName log, double? minutes, params (string Name, string Value)[] fields)
    {
        _observations.Add(new Observation
        {
            RuleId = rule,
            Time = minutes is { } m ? At(m) : null,
            Location = new SourceLocation($"{log.Kind}.log", _observations.Count * 100, 99, _observations.Count + 1),
            RecordSha256 = "",
            Log = log,
            Fields = [.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))],
        });
        return this;
    }

    internal StoryBuilder Ssrf(double minutes, string address, string agent = "python-requests/2.25.1", string request = "") =>
        Add("ssrf", HttpProxy, minutes, [("ClientIpAddress", address), ("UserAgent", agent), ("Method", "POST"), .. Id("RequestId", request)]);

    internal StoryBuilder Use(double minutes, string address, string page, string method = "POST", string agent = "Mozilla/5.0") =>
        Add("use", FrontEnd, minutes, ("c-ip", address), ("cs(User-Agent)", agent), ("cs-method", method), ("cs-uri-stem", page));

    internal StoryBuilder Page(string file, string sha256 = "") =>
        Add("page", WebRoot, null, [("TargetFilename", file), .. Id("SHA256", sha256)]);

    internal Story Build() => Context().Story;

    /// <summary>The answer to one of the eight questions.</summary>
    internal Answer Answer(int number) => AnswerComposer.Compose(Context()).Single(a => a.Number == number);

    internal Verdict Judge()
    {
        AnswerContext context = Context();
        return AnswerComposer.Judge(context, AnswerComposer.Compose(context));
    }

    private AnswerContext Context()
    {
        Observation[] ordered =
        [
            .. _observations.OrderBy(o => o.Time?.UtcTicks ?? long.MaxValue).ThenBy(o => o.Location)
                .Select((o, i) => o with { Id = $"O{i + 1}" }),
        ];
        Campaign campaign = new()
        {
            Id = "test",
            Name = "Test",
            Disclosed = new DateOnly(2021, 3, 2),
            Vulnerabilities = [.. Flaws.Select(f => new Vulnerability(f, "a flaw", Fixed, [], ""))],
            Detections = Rules.ToDictionary(r => r.RuleId, StringComparer.Ordinal),
            Chain = null,
            Logs = [],
            Actions = [],
            Actors = Actors,
        };
        IntrusionContext intrusions = new()
        {
            Campaigns = [campaign],
            Observations = ordered,
            Coverage = new CoverageReport(new DateOnly(2021, 2, 1), new DateOnly(2021, 4, 30), [.. Logs.Select(Covered)], []),
            LogsRead = Rules.ToDictionary(r => r.RuleId, r => (IReadOnlyList<LogName>)[.. LogsOf(r.RuleId).Where(Logs.Contains)], StringComparer.Ordinal),
        };
        IReadOnlyList<Finding> findings = [.. IntrusionAnalysis.Run(campaign, ordered, StoryAnalysis.Ladder(intrusions)).Select((f, i) => f with { Id = $"F{i + 1}" })];
        ExposureReport exposure = new(Builds, Windows);
        return new AnswerContext
        {
            Campaigns = [campaign],
            Exposure = exposure,
            Coverage = intrusions.Coverage,
            Findings = findings,
            Story = StoryAnalysis.Run(new StoryContext
            {
                Intrusions = intrusions,
                Findings = findings,
                Exposure = exposure,
                Files = Files,
                Addresses = Addresses,
                Pages = Pages,
                Mailboxes = Mailboxes,
            }),
            Observations = ordered,
            SeenEarlier = SeenEarlier,
            DetectionsThatCouldFire = Rules.Length,
            Incomplete = false,
        };
    }

    private static (string, string)[] Id(string name, string value) => value.Length > 0 ? [(name, value)] : [];

    private static LogName[] LogsOf(string rule) => rule switch
    {
        "try" or "ssrf" or "mail" => [HttpProxy],
        "cmdlet" => [EcpServer],
        "page" or "listed" => [WebRoot],
        "use" or "fetched" => [FrontEnd],
        _ => [Events],
    };

    private LogCoverage Covered(LogName log) => new(
        log, null, log == Events && EventsEnd is { } end ? At(end) : null, 1000, 0, 0, 1,
        [.. Enumerable.Range(0, 80).Select(d => new DateOnly(2021, 2, 1).AddDays(d)).Where(d => !Holes.Contains((log, d))).Select(d => new CoverageDay(d, 10, 24))], []);

    private static DetectionMeaning Rule(string id, ObservationRole role, Outcome outcome, Rung rung) =>
        new(id, id, "CVE-1", id, role, outcome, false, $"{id} was seen", "T1190") { Rung = rung };
}
