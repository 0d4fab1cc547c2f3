using System.Text.Json.Nodes;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Sharing;

namespace Hindcast.Reports.Stix;

/// <summary>A bundle under way: the case, the objects so far, and the ids of those that later ones refer to. Single thread.</summary>
internal sealed class StixDraft(SharedCase shared)
{
    internal SharedCase Shared { get; } = shared;

    internal Assessment Case => Shared.Assessment;

    internal StixObjects Objects { get; } = new(shared);

    /// <summary>Id of the organisation.</summary>
    internal string Victim { get; set; } = "";

    /// <summary>Id of its server.</summary>
    internal string Server { get; set; } = "";

    /// <summary>Ids of flaws by CVE.</summary>
    internal Dictionary<string, string> Vulnerabilities { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of techniques by their number.</summary>
    internal Dictionary<string, string> Techniques { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of campaigns by pack.</summary>
    internal Dictionary<string, string> Campaigns { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of observed data by observation.</summary>
    internal Dictionary<string, string> ObservedByClaim { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of pages that were left, by <see cref="StixPages.Key"/>.</summary>
    internal Dictionary<string, string> Pages { get; } = new(StringComparer.Ordinal);

    /// <summary>The campaigns that observations are counted to.</summary>
    internal IEnumerable<string> CampaignsOf(IEnumerable<string> claims)
    {
        HashSet<string> observations = [.. claims];
        return Case.Findings.Where(f => Campaigns.ContainsKey(f.Pack) && f.Observations.Any(observations.Contains)).Select(f => Campaigns[f.Pack]).Distinct();
    }

    /// <summary>Adds a note.</summary>
    internal void Note(string key, string title, string content, IEnumerable<string> about) =>
        Objects.Domain("note", key, new JsonObject
        {
            ["abstract"] = title,
            ["content"] = content.Length == 0 ? title : content,
            ["object_refs"] = StixObjects.List(about),
        });

    /// <summary>Writes two times that only say something together.</summary>
    internal static void Span(JsonObject properties, string firstName, EvidenceTime? first, string lastName, EvidenceTime? last)
    {
        if (first is not null && last is not null)
        {
            properties[firstName] = StixTime.Of(first.Value);
            properties[lastName] = StixTime.Of(last.Value);
        }
    }
}
