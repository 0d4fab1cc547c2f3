using System.Globalization;
using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Intrusions;
using Hindcast.Analysis.Surprise;
using Hindcast.Engine.KnownGood;
using Hindcast.Engine.Packs;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Engine.Surprise;

/// <summary>From a profile to what is unusual and not explained by the findings of an assessment.</summary>
internal static class SurpriseReading
{
    /// <summary>What was left out of the profile.</summary>
    internal static IEnumerable<Diagnostic> Trouble(ServerProfile profile)
    {
        profile.Settle();
        SourceLocation all = new("");
        if (profile.CutDays > 0)
        {
            yield return SurpriseDiagnostics.DayCut.At(all, string.Create(CultureInfo.InvariantCulture, $"{profile.CutDays} days"), "days within the limits of docs/surprise.md");
        }

        if (profile.IsBounded)
        {
            yield return SurpriseDiagnostics.ProfileBounded.At(
                all, string.Create(CultureInfo.InvariantCulture, $"more than fits; {profile.MostOfADay} kinds of requests of a day are kept, of the others in proportion"), "days within the limits of docs/surprise.md");
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

    /// <summary>Judges what was seen; what intrusions whose way in is known did, and rows of what reached nothing, are explained.</summary>
    internal static UnusualReport Judge(SurpriseLook look, Assessment assessment, Knowledge knowledge)
    {
        Dictionary<string, RuleKnowledge> rules = new(StringComparer.Ordinal);
        foreach (Campaign campaign in knowledge.Packs.Select(p => p.Campaign))
        {
            foreach (DetectionMeaning meaning in campaign.Detections.Values)
            {
                rules[meaning.RuleId] = new RuleKnowledge(DateOnly.MinValue, meaning.Outcome, RuleKnowledge.Tells(meaning));
            }
        }

        ExplainedThings explained = new(assessment.Observations, assessment.Intrusions, rules);
        return SurpriseAnalysis.Report(look, new SurpriseOptions { IsExplained = explained.Explains, IsExplainedClient = explained.Explains });
    }
}
