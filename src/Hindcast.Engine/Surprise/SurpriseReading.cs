using System.Globalization;
using Hindcast.Analysis.Intrusions;
using Hindcast.Analysis.Surprise;
using Hindcast.Engine.KnownGood;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Engine.Surprise;

/// <summary>From a profile to what is unusual and not explained by the findings of an assessment.</summary>
internal static class SurpriseReading
{
    /// <summary>What was left out of the profile.</summary>
    internal static IEnumerable<Diagnostic> Trouble(ServerProfile profile)
    {
        SourceLocation all = new("");
        if (profile.CutDays > 0)
        {
            yield return SurpriseDiagnostics.DayCut.At(all, string.Create(CultureInfo.InvariantCulture, $"{profile.CutDays} days"), "days within the limits of docs/surprise.md");
        }

        if (profile.SkippedRows > 0)
        {
            yield return SurpriseDiagnostics.RowsSkipped.At(
                all, string.Create(CultureInfo.InvariantCulture, $"{profile.SkippedRows} rows"), "date and time in front, method, path, client, status, no blank inside a value");
        }
    }

    /// <summary>What is compared of a file of a web root; null for one that the server does not run.</summary>
    internal static WebFile? Page(string evidencePath, string path, long lengthBytes, KnownVerdict? known, ReadOnlySpan<byte> content)
    {
        string address = PageAddress.Of(path);
        return address.Length > 0 ? WebFile.Of(evidencePath, address, lengthBytes, known is { } verdict ? verdict.State == KnownState.Match : null, content) : null;
    }

    /// <summary>Judges the profile; rows and clients of findings are explained.</summary>
    internal static UnusualReport Judge(ServerProfile profile, Assessment assessment)
    {
        HashSet<string> telling = [.. assessment.Detections.Where(d => d.Outcome > Outcome.None).Select(d => d.RuleId)];
        HashSet<(string, long)> rows = [.. assessment.Observations.Where(o => telling.Contains(o.RuleId)).Select(o => (o.Location.File, o.Location.OffsetBytes))];
        HashSet<string> clients = [.. assessment.Intrusions.SelectMany(i => i.Addresses)];
        return SurpriseAnalysis.Run(profile, new SurpriseOptions
        {
            IsExplained = (_, place) => rows.Contains((place.File, place.OffsetBytes)),
            IsExplainedClient = (_, client) => clients.Contains(client),
        });
    }
}
