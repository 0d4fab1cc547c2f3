using System.Globalization;
using System.Security.Cryptography;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Json;
using Hindcast.Tests.Unit.Reports.Html;

namespace Hindcast.Tests.Browser;

/// <summary>The reports that the browser opens.</summary>
internal static class ReportCases
{
    internal static Assessment Of(string name) => name switch
    {
        "sample" => Sample(),
        "made-up" => SampleAssessment.Compromised(),
        "clean" => SampleAssessment.Clean(),
        "two-actors" => TwoActors(),
        "large" => Large(100_000),
        "long" => Large(1_234),
        "hostile" => Hostile(),
        _ => throw new ArgumentException(name, nameof(name)),
    };

    /// <summary>The accepted assessment of the sample case.</summary>
    private static Assessment Sample()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string golden = Path.Combine(folder.FullName, "tests", "Hindcast.Tests.System", "golden", "proxylogon-synthetic", "assessment.json");
            if (File.Exists(golden))
            {
                using FileStream stream = File.OpenRead(golden);
                return AssessmentJson.Read(stream);
            }
        }

        throw new InvalidOperationException("the sample's assessment was not found above the tests");
    }

    /// <summary>A second operator who shares an address with the first.</summary>
    private static Assessment TwoActors()
    {
        Assessment sample = Sample();
        ActorCluster first = sample.Actors.Clusters[0];
        ActorCluster second = first with
        {
            Id = "A2",
            Intrusions = ["I2"],
            Outcome = Outcome.Reached,
            Features = [first.Features[0], new ClusterFeature("user-agent", "python-requests/2.25.1", true, ["O1"]), new ClusterFeature("address", "203.0.113.77", false, ["O1"])],
            Merges = [],
            Resemblances = [],
        };
        Intrusion intrusion = sample.Intrusions[0];
        return sample with
        {
            Actors = sample.Actors with { AtLeast = 2, AtMost = 2, Clusters = [first, second] },
            Intrusions = [intrusion, intrusion with { Id = "I2", Actor = "A2", Outcome = Outcome.Reached, FirstSuccess = null, Last = intrusion.First }],
        };
    }

    /// <summary>A long list whose every text would do something if it were not shown as text.</summary>
    private static Assessment Hostile()
    {
        Assessment large = Large(600);
        string[] payloads = ["<script>document.title='hit'</script>", "</script><img src=x onerror=document.title='hit'>", "\"><svg onload=document.title='hit'>", "<!--<script>", "a\u202egnp.exe"];
        return large with
        {
            Findings = [.. large.Findings.Select((f, i) => f with { Title = payloads[i % payloads.Length], Subject = payloads[(i + 1) % payloads.Length], Reasons = [new Statement(payloads[(i + 2) % payloads.Length], [])] })],
            Observations = [.. large.Observations.Select((o, i) => o with { Fields = [KeyValuePair.Create(payloads[i % payloads.Length], payloads[(i + 1) % payloads.Length])], RuleId = payloads[i % payloads.Length] })],
        };
    }

    /// <summary>So many observations, and as many findings, each of its own page, address and record.</summary>
    private static Assessment Large(int count)
    {
        Assessment sample = SampleAssessment.Compromised();
        Observation model = sample.Observations[5];
        string[] ids = [.. Enumerable.Range(1, count).Select(i => Id("O", i))];
        long start = SampleAssessment.Time("2021-01-20T00:00:00Z").UtcTicks;
        return sample with
        {
            Observations =
            [
                .. ids.Select((id, i) => model with
                {
                    Id = id,
                    Time = new EvidenceTime(start + (i * 10 * TimeSpan.TicksPerSecond), TimePrecision.Second),
                    Location = model.Location with { OffsetBytes = i * 310L, Line = i + 1 },
                    RecordSha256 = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(i))),
                    Fields = [.. model.Fields, KeyValuePair.Create("cs-uri-stem", Id("/aspnet_client/page", i))],
                }),
            ],
            Findings =
            [
                .. Enumerable.Range(1, count).Select(i => sample.Findings[0] with
                {
                    Id = Id("F", i),
                    Title = Id("web-shell: left behind and used afterwards, page", i),
                    Subject = Id("/aspnet_client/page", i),
                    Reasons = [new Statement(Id("A page that is not part of Exchange answered requests that carry commands, from address number", i), [ids[i - 1]])],
                    First = new EvidenceTime(start + (i * 10 * TimeSpan.TicksPerSecond), TimePrecision.Second),
                    Last = new EvidenceTime(start + (i * 20 * TimeSpan.TicksPerSecond), TimePrecision.Second),
                    Observations = [ids[i - 1]],
                }),
            ],
            Files = [.. Enumerable.Range(0, 5_000).Select(i => sample.Files[0] with { Path = Id("C/inetpub/logs/LogFiles/W3SVC1/u_ex", i) })],
        };
    }

    private static string Id(string prefix, int number) => prefix + number.ToString(CultureInfo.InvariantCulture);
}
