using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Reports.Html;

/// <summary>A made-up server that was broken into in March 2021, with some of everything that a report shows.</summary>
internal static class SampleAssessment
{
    private static readonly LogName Ecp = new("exchange-httpproxy", "Ecp");
    private static readonly LogName Iis = new("iis-w3c", "W3SVC1");
    private static readonly LogName EcpServer = new("exchange-ecp-server", "");
    private static readonly DiagnosticDescriptor Columns = new(
        "HC2005", DiagnosticSeverity.Warning, "row has fewer columns than its header", "missing columns count as absent");

    private static readonly DiagnosticDescriptor Unread = new(
        "HC2014", DiagnosticSeverity.Loss, "file could not be read to its end", "the rest of the file is missing");

    internal static Assessment Compromised() => SampleStory.With(Untold(), text => text);

    private static Assessment Untold() => new()
    {
        Tool = "hindcast 0.1.0",
        Packs = [new("proxylogon", "ProxyLogon (Exchange, January to March 2021)", Sha('a'))],
        Verdict = new Verdict
        {
            Outcome = Outcome.Used,
            Headline = "Compromised: something was left on this server and used.",
            Reasons =
            [
                new("web-shell: left behind and used afterwards (confidence: high)", ["F1"]),
                new("CVE-2021-27065 (file write after logon): succeeded, with an effect on the server (confidence: high)", ["F2"]),
                new("CVE-2021-26855 (server-side request forgery before logon): the flaw answered; an effect on the server is not proven (confidence: high)", ["F3"]),
            ],
            Limits =
            [
                @"No OAB generator logs in the evidence (%ExchangeInstallPath%Logging\OABGeneratorLog): they would tell whether a file was written by CVE-2021-26858.",
                "exchange-httpproxy/Ecp: 4 days without a record between its first and last (2021-02-12 to 2021-02-15).",
                "The first log is of 2021-01-20; ProxyLogon is known since 2021-01-03. What happened before is not seen.",
                "Some evidence could not be read; the list of trouble names each file and place.",
            ],
            CoveredFrom = new DateOnly(2021, 1, 20),
            CoveredTo = new DateOnly(2021, 3, 20),
            Incomplete = true,
        },
        Answers = Answers(),
        Exposure = Exposure(),
        Coverage = Coverage(),
        Findings = Findings(),
        Observations = Observations(),
        Signs =
        [
            new LogSign
            {
                Id = "S1",
                Kind = LogSignKind.LogCleared,
                Log = new LogName("evtx", "System"),
                Time = new EvidenceTime(new DateTime(2021, 3, 5, 1, 2, 3, DateTimeKind.Utc).Ticks, TimePrecision.Tick),
                TimeBefore = new EvidenceTime(new DateTime(2021, 3, 5, 1, 2, 2, DateTimeKind.Utc).Ticks, TimePrecision.Tick),
                Location = new SourceLocation("System.evtx", 4608, 400, 0, 17),
                RecordIdBefore = 16,
                RecordIdAfter = 17,
                Detail = "Security, by CONTOSO\\<b>mallory",
            },
        ],
        Detections = Detections(),
        Files = Files(),
        Diagnostics =
        [
            Columns.At(new SourceLocation("server1.zip!/Logging/HttpProxy/Ecp/HttpProxy_2021030304-1.LOG", 88_120, 31, 412), "57 columns", "63", 3),
            Unread.At(new SourceLocation("server1.zip!/inetpub/logs/LogFiles/W3SVC2/u_ex210228.log", 1_048_576), "the archive member ends early", "4,194,304 bytes", 1, 3_145_728),
        ],
    };

    internal static Assessment Clean() => Untold() with
    {
        Verdict = new Verdict
        {
            Outcome = Outcome.None,
            Headline = "No sign of the campaign in the logs of 2021-01-20 to 2021-03-20.",
            Reasons = [new("None of the 24 detections that had a log to read met anything.", [])],
            Limits = [],
            CoveredFrom = new DateOnly(2021, 1, 20),
            CoveredTo = new DateOnly(2021, 3, 20),
            Incomplete = false,
        },
        Findings = [],
        Observations = [],
        Diagnostics = [],
        Answers = [.. Answers().Select(a => a with { Details = [], Status = a.Number == 4 ? AnswerStatus.NotAssessable : AnswerStatus.Answered })],
    };

    internal static Assessment Empty() => new()
    {
        Tool = "hindcast 0.1.0",
        Packs = [],
        Verdict = new Verdict
        {
            Outcome = Outcome.None,
            Headline = "Not assessable: no evidence that could be read.",
            Reasons = [],
            Limits = [],
            Incomplete = false,
        },
        Answers = [],
        Exposure = new([], []),
        Coverage = new(null, null, [], []),
        Findings = [],
        Observations = [],
        Detections = [],
        Files = [],
        Diagnostics = [],
    };

    internal static EvidenceTime Time(string text) => EvidenceTime.FromUtc(
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal),
        text.Length > 20 ? TimePrecision.Millisecond : TimePrecision.Second);

    internal static string Sha(char digit) => new(digit, 64);

    private static IReadOnlyList<Answer> Answers() =>
    [
        new(1, "Exposed? From when until when was it vulnerable, to what?", AnswerStatus.Answered,
            "Yes: seen open to CVE-2021-26855, CVE-2021-27065 from 2021-01-20T00:00:04.118Z to 2021-03-06T22:58:40.007Z, before and after the fix was published.",
            [new("Build 15.1.2176.2 (Exchange 2016 CU19) from 2021-01-20T00:00:04.118Z to 2021-03-06T22:58:40.007Z, in 812,401 rows", ["B1"]), new("CVE-2021-26855: open", ["X1"])], []),
        new(2, "Broken into? Attempted, succeeded, or nothing, and for which days is there evidence?", AnswerStatus.Partly,
            "Yes: succeeded, and what was left behind was used.",
            [new("web-shell: left behind and used afterwards (confidence: high)", ["F1"]), new("The page was asked for with POST and answered", ["O6", "O7", "O8"])],
            [@"OAB generator logs (%ExchangeInstallPath%Logging\OABGeneratorLog)"]),
        new(3, "Since when, how did it come about, and how long was somebody in?", AnswerStatus.Partly,
            "First sign 2021-02-27T03:10:55.201Z, 3 days before disclosure (2021-03-02).",
            [new("2021-02-27T03:10:55.201Z: Request forgery to localhost", ["O1"]), new("Time between the first and the last sign: 14 days 11 hours.", ["O1", "O8"])],
            ["Logs from before the first day covered"]),
        new(4, "By how many actors, which known group do they resemble, and how sure is that?", AnswerStatus.Partly,
            "2 client addresses; a lower bound of one actor. No resemblance to a known group is stated.",
            [new("198.51.100.23: 5 records, furthest: succeeded", ["O2", "O3"])], ["Web shells with their content, tools and network traces"]),
        new(5, "What was read, taken or changed?", AnswerStatus.NotAssessable, "Not assessable: no log in the evidence shows what the web shell did.", [], ["Windows event logs with process creation", "EWS logs"]),
        new(6, "Still in? What outlived the patch?", AnswerStatus.Partly, "Yes, as far as the files show: 1 file in the web roots that does not belong there.", [new("C/inetpub/wwwroot/aspnet_client/supp0rt.aspx: Settings of an offline address book with script", ["O5"])], ["Scheduled tasks, services and accounts"]),
        new(7, "Seen earlier? Could it have been noticed?", AnswerStatus.Answered, "The first trace that a rule published before the disclosure would have met is of 2021-03-01.", [], []),
        new(8, "What now?", AnswerStatus.Answered, "Do not only patch.",
            [
                new("Do not only patch. Patching closes the hole and leaves the web shell. Remove what was left behind after it is preserved, or rebuild the server.", []),
                new("Change the passwords and Kerberos keys that the server could see, and check the domain, because Exchange has wide rights there.", []),
                new("Tell your national CERT and, where personal data can be concerned, the data protection authority (GDPR Article 33, 72 hours from when you know).", []),
                new("Follow each use of the web shell (times, addresses) through the other logs of the network.", []),
            ], []),
    ];

    private static ExposureReport Exposure()
    {
        EvidenceTime first = Time("2021-01-20T00:00:04.118Z"), last = Time("2021-03-06T22:58:40.007Z");
        EvidenceTime patched = Time("2021-03-07T02:14:09.533Z"), end = Time("2021-03-20T23:59:51.880Z");
        SourceLocation place = new("server1.zip!/Logging/HttpProxy/Ecp/HttpProxy_2021012000-1.LOG", 1_024, 0, 6);
        DateOnly fix = new(2021, 3, 2);
        List<ExposureWindow> windows = [];
        foreach (string flaw in new[] { "CVE-2021-26855", "CVE-2021-26857", "CVE-2021-26858", "CVE-2021-27065" })
        {
            windows.Add(new ExposureWindow
            {
                Id = $"X{windows.Count + 1}",
                Vulnerability = flaw,
                State = ExposureState.Vulnerable,
                From = first,
                To = last,
                FixPublished = fix,
                ZeroDayUntil = Time("2021-03-01T23:59:58.120Z"),
                NDayFrom = Time("2021-03-02T00:00:01.004Z"),
                NextSeen = patched,
                Reason = "15.1.2176.2 is older than 15.1.2176.9, which holds the fix",
                Builds = ["B1"],
            });
            windows.Add(new ExposureWindow
            {
                Id = $"X{windows.Count + 1}",
                Vulnerability = flaw,
                State = ExposureState.Fixed,
                From = patched,
                To = end,
                FixPublished = fix,
                Reason = "15.1.2176.9 holds the fix",
                Builds = ["B2"],
            });
        }

        return new(
            [
                new("B1", new(15, 1, 2176, 2), "Exchange 2016 CU19", new DateOnly(2020, 12, 15), BuildPrecision.SecurityUpdate, first, last, place, place, 812_401, ["#Version of exchange-httpproxy"]),
                new("B2", new(15, 1, 2176, 9), "Exchange 2016 CU19 Mar21SU", new DateOnly(2021, 3, 2), BuildPrecision.SecurityUpdate, patched, end, place, place, 301_007, ["#Version of exchange-httpproxy"]),
                new("B3", new(15, 1, 2176, 0), "", null, BuildPrecision.CumulativeUpdate, first, end, place, place, 40_118, ["S:BLD of exchange-ecp-server"]),
            ],
            windows);
    }

    private static CoverageReport Coverage()
    {
        DateOnly from = new(2021, 1, 20), to = new(2021, 3, 20);
        return new(from, to,
            [
                Log(EcpServer, new DateOnly(2021, 2, 20), to, 6, []),
                Log(Ecp, from, to, 23, [new(new DateOnly(2021, 2, 12), new DateOnly(2021, 2, 15), 4)]),
                Log(new("exchange-httpproxy", "Owa"), from, to, 17, []),
                Log(Iis, new DateOnly(2021, 2, 1), to, 24, [new(new DateOnly(2021, 2, 28), new DateOnly(2021, 2, 28), 1)]),
                Log(new("iis-w3c", "W3SVC2"), new DateOnly(2021, 2, 1), to, 24, []),
            ],
            [new("exchange-oabgenerator", "OAB generator logs", @"%ExchangeInstallPath%Logging\OABGeneratorLog", "whether a file was written by CVE-2021-26858")]);
    }

    internal static LogCoverage Log(LogName name, DateOnly from, DateOnly to, int hours, IReadOnlyList<CoverageGap> gaps)
    {
        List<CoverageDay> days = [];
        for (DateOnly day = from; day <= to; day = day.AddDays(1))
        {
            if (!gaps.Any(g => day >= g.From && day <= g.To))
            {
                days.Add(new(day, 1_000 + (day.DayNumber % 7), Math.Max(1, hours - (day.DayNumber % 5))));
            }
        }

        return new(
            name, EvidenceTime.FromUtc(from.ToDateTime(TimeOnly.MinValue), TimePrecision.Second),
            EvidenceTime.FromUtc(to.ToDateTime(new TimeOnly(23, 59)), TimePrecision.Second), days.Sum(d => d.Records), 3, 0, days.Count, days, gaps);
    }

    private static IReadOnlyList<Finding> Findings() =>
    [
        Finding("F1", "web-shell", "web-shell: left behind and used afterwards", Outcome.Used, ["O5", "O6", "O7", "O8"],
            new Statement("A page that is not part of Exchange was asked for with POST and answered (3 times, first 2021-03-03T04:29:01Z)", ["O6", "O7", "O8"]),
            new Statement("A file in a web root holds the settings of an offline address book with script in them (once)", ["O5"])),
        Finding("F2", "CVE-2021-27065", "CVE-2021-27065 (file write after logon): succeeded, with an effect on the server", Outcome.Succeeded, ["O4"],
            new Statement("The server ran Set-OabVirtualDirectory with script as its ExternalUrl (once)", ["O4"])),
        Finding("F3", "CVE-2021-26855", "CVE-2021-26855 (server-side request forgery before logon): the flaw answered; an effect on the server is not proven", Outcome.Reached, ["O1", "O2", "O3"],
            new Statement("Each of these steps needs what the one before it brought back, so the earlier ones worked", ["O2", "O3"])),
    ];

    private static Finding Finding(string id, string subject, string title, Outcome outcome, string[] observations, params Statement[] reasons) => new()
    {
        Id = id,
        Subject = subject,
        Title = title,
        Outcome = outcome,
        Confidence = Confidence.High,
        Reasons = reasons,
        First = Time("2021-02-27T03:10:55.201Z"),
        Last = Time("2021-03-13T14:30:12Z"),
        Observations = observations,
        Pack = "proxylogon",
    };

    private static IReadOnlyList<Observation> Observations() =>
    [
        Seen(1, "scan", "2021-02-27T03:10:55.201Z", Ecp, "/ecp/x.js", "python-requests/2.25.1"),
        Seen(2, "ssrf", "2021-03-03T04:23:22.370Z", Ecp, "/ecp/y.js", "ExchangeServicesClient/0.0.0.0"),
        Seen(3, "ssrf", "2021-03-03T04:23:25.118Z", Ecp, "/ecp/y.js", "ExchangeServicesClient/0.0.0.0"),
        Seen(4, "effect", "2021-03-03T04:24:03.881Z", EcpServer, "/ecp/DDI/DDIService.svc/SetObject", ""),
        Seen(5, "shell", "2021-03-03T04:24:04.010Z", new("webroot", ""), "", ""),
        Seen(6, "use", "2021-03-03T04:29:01Z", Iis, "/aspnet_client/supp0rt.aspx", "Mozilla/5.0+(Windows+NT+10.0;+Win64)"),
        Seen(7, "use", "2021-03-05T18:02:44Z", Iis, "/aspnet_client/supp0rt.aspx", "<script>alert(1)</script>"),
        Seen(8, "use", "2021-03-13T14:30:12Z", Iis, "/aspnet_client/supp0rt.aspx", "a\u202egnp.exe"),
    ];

    private static Observation Seen(int number, string rule, string time, LogName log, string url, string agent) => new()
    {
        Id = $"O{number}",
        RuleId = rule,
        Time = Time(time),
        Log = log,
        RecordSha256 = Sha('b'),
        Location = new SourceLocation($"server1.zip!/logs/{log.Kind}/u_ex210303.log", 4_096 * number, 310, 17 * number),
        Fields =
        [
            new("ClientIpAddress", number == 1 ? "203.0.113.9" : "198.51.100.23"), new("UrlStem", url), new("UserAgent", agent),
            new("AnchorMailbox", "ServerInfo~a]@server1.example.org:444/autodiscover/autodiscover.xml?#"), new("BackEndStatus", "200"),
        ],
    };

    private static IReadOnlyList<DetectionSummary> Detections() =>
    [
        new("scan", "Request forgery to localhost, as scanners do", "proxylogon", "CVE-2021-26855", ObservationRole.Request, Outcome.Scanned, 1, 1, true),
        new("ssrf", "Request forgery to Autodiscover, answered", "proxylogon", "CVE-2021-26855", ObservationRole.Request, Outcome.Reached, 2, 2, true),
        new("effect", "Virtual directory set to hold script", "proxylogon", "CVE-2021-27065", ObservationRole.Effect, Outcome.Succeeded, 1, 1, true),
        new("shell", "Settings of an offline address book with script", "proxylogon", "web-shell", ObservationRole.Artefact, Outcome.Succeeded, 1, 1, true),
        new("use", "POST to a page that is not part of Exchange", "proxylogon", "web-shell", ObservationRole.Use, Outcome.Used, 3, 3, true),
        new("session", "Session of the ECP taken over", "proxylogon", "CVE-2021-26855", ObservationRole.Request, Outcome.Reached, 0, 0, true),
        new("oab", "OAB generator writes outside of its folder", "proxylogon", "CVE-2021-26858", ObservationRole.Effect, Outcome.Succeeded, 0, 0, false),
    ];

    private static IReadOnlyList<EvidenceFile> Files() =>
    [
        .. Enumerable.Range(0, 12).Select(i => new EvidenceFile
        {
            Path = string.Create(CultureInfo.InvariantCulture, $"server1.zip!/C/inetpub/logs/LogFiles/W3SVC1/u_ex2103{i + 1:00}.log"),
            SizeBytes = 10_000_000 + (i * 12_345), Sha256 = Sha('c'), Format = "iis-w3c", Log = Iis, Records = 40_000 + i,
        }),
        new EvidenceFile
        {
            Path = "server1.zip!/inetpub/logs/LogFiles/W3SVC2/u_ex210228.log", SizeBytes = 4_194_304, Sha256 = "", Format = "iis-w3c",
            Log = new("iis-w3c", "W3SVC2"), Records = 3_011, BadRecords = 1, LostBytes = 3_145_728, ReadWhole = false,
        },
    ];
}
