using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;

namespace Hindcast.Analysis.Intrusions;

/// <summary>What a finding is called: its subject in words, the pages it is about, and how far it came.</summary>
internal static class FindingTitle
{
    private const int MaxPageLength = 80;

    internal static string Of(Campaign campaign, string subject, Outcome outcome, IReadOnlyList<Observation> observations)
    {
        if (subject == DetectionMeaning.PublishedIndicator)
        {
            return $"Published in connection with {campaign.Name}, and met here; no proof by itself";
        }

        bool isFlaw = DetectionMeaning.IsFlaw(subject);
        string what = campaign.Vulnerabilities.FirstOrDefault(v => v.Id == subject) is { } known
            ? $"{subject} ({known.Title})"
            : isFlaw ? subject : $"{InWords(subject)}{Pages(campaign, observations)}";
        return campaign.Words.Findings.GetValueOrDefault(outcome) is { } words ? $"{what}: {words}" : outcome switch
        {
            Outcome.Used when !observations.Any(o => campaign.Detections[o.RuleId].Role is ObservationRole.Artefact or ObservationRole.Use) => $"{what}: code was run on the server",
            Outcome.Used => $"{what}: left behind and used afterwards",
            Outcome.Succeeded => $"{what}: succeeded, with an effect on the server",
            Outcome.Reached when !isFlaw => $"{what}: likely, and not proven by another log or file",
            Outcome.Reached => $"{what}: the flaw answered; an effect on the server is not proven",
            Outcome.Attempted when !isFlaw => $"{what}: a sign worth a look, and no proof",
            Outcome.Attempted => $"{what}: attempted",
            _ => $"{what}: scanned for",
        };
    }

    /// <summary>A subject such as <c>web-shell</c> as the start of a sentence. Names of programs, which have capitals, stay as they are.</summary>
    private static string InWords(string subject) =>
        subject.Any(char.IsAsciiLetterUpper) || subject.Length == 0 ? subject
        : subject.StartsWith("iis-", StringComparison.Ordinal) ? $"IIS {subject[4..]}"
        : $"{char.ToUpperInvariant(subject[0])}{subject[1..].Replace('-', ' ')}";

    /// <summary>The pages that were placed or used, the first by name and the others counted; "" where none is named.</summary>
    private static string Pages(Campaign campaign, IReadOnlyList<Observation> observations)
    {
        string[] pages =
        [
            .. observations.Where(o => campaign.Detections[o.RuleId].Role is ObservationRole.Artefact or ObservationRole.Use)
                .Select(PageAddress.Of).Where(p => Path.HasExtension(p)).Distinct(StringComparer.Ordinal),
        ];
        return pages.Length switch
        {
            0 => "",
            1 => $" {Short(pages[0])}",
            _ => FormattableString.Invariant($" {Short(pages[0])} and {pages.Length - 1} more"),
        };
    }

    private static string Short(string page) => page.Length <= MaxPageLength ? page : $"{page[..MaxPageLength]}...";
}
