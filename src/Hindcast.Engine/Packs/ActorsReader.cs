using Hindcast.Analysis.Campaigns;

namespace Hindcast.Engine.Packs;

/// <summary>Reads <c>actors.yml</c>: what was published of the actors of a campaign. Form: docs/packs.md.</summary>
internal static class ActorsReader
{
    private const string File = "actors.yml";
    private const int MaxFeatures = 10_000;

    /// <summary>Reads it. An actor with trouble is left out and reported.</summary>
    internal static IReadOnlyList<ActorProfile> Read(string text, PackProblems problems)
    {
        if (YamlSection.Open(text, File, PackDiagnostics.Actors, problems) is not { } root)
        {
            return [];
        }

        root.Allow("actors");
        List<ActorProfile> actors = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (YamlSection map in root.Sections("actors"))
        {
            int before = problems.All.Count;
            ActorProfile actor = Actor(map);
            if (actor.Id.Length > 0 && !ids.Add(actor.Id))
            {
                map.Report("id", $"'{actor.Id}' a second time", "an id of its own");
            }

            if (actor.ActiveUntil < actor.ActiveFrom)
            {
                map.Report("active-until", FormattableString.Invariant($"{actor.ActiveUntil:yyyy-MM-dd} before {actor.ActiveFrom:yyyy-MM-dd}"), "a day not before active-from");
            }

            if (actor.Features.Count > MaxFeatures)
            {
                map.Report("features", $"{actor.Features.Count} features", $"at most {MaxFeatures}");
            }

            if (problems.All.Count == before)
            {
                actors.Add(actor);
            }
        }

        return actors;
    }

    private static ActorProfile Actor(YamlSection map)
    {
        map.Allow(
            "id", "name", "kind", "aliases", "attack-group", "active-from", "active-until", "source", "sectors", "regions", "hours",
            "caution", "features");
        string group = map.Text("attack-group");
        if (group.Length > 0 && (group.Length != 5 || group[0] != 'G' || !group.AsSpan(1).ContainsOnlyDigits()))
        {
            map.Report("attack-group", $"'{group}'", "an ATT&CK group id such as G0125");
        }

        return new ActorProfile
        {
            Id = map.Text("id", isNeeded: true),
            Name = map.Text("name", isNeeded: true),
            Kind = map.Word<ActorKind>("kind"),
            Aliases = map.Texts("aliases"),
            AttackGroup = group,
            ActiveFrom = map.Day("active-from", isNeeded: true) ?? default,
            ActiveUntil = map.Day("active-until"),
            Source = map.Text("source", isNeeded: true),
            Sectors = map.Texts("sectors"),
            Regions = map.Texts("regions"),
            Hours = map.Text("hours"),
            Caution = map.Text("caution"),
            Features = [.. map.Sections("features").SelectMany(Features)],
        };
    }

    private static IEnumerable<ActorFeature> Features(YamlSection map)
    {
        map.Allow("kind", "values", "exclusive", "from", "until", "source");
        ActorFeatureKind kind = map.Word<ActorFeatureKind>("kind");
        bool exclusive = map.Flag("exclusive");
        DateOnly? from = map.Day("from"), until = map.Day("until");
        string source = map.Text("source", isNeeded: true);
        IReadOnlyList<string> values = map.Texts("values");
        if (values.Count == 0)
        {
            map.Report("values", "no values", "at least one");
        }

        foreach (string value in values)
        {
            if (IndicatorValue.Trouble(TypeOf(kind), value) is { } trouble)
            {
                map.Report("values", trouble.Found, trouble.Expected);
            }
        }

        return values.Select(v => new ActorFeature(kind, v, exclusive, from, until, source));
    }

    private static IndicatorType? TypeOf(ActorFeatureKind kind) => kind switch
    {
        ActorFeatureKind.Ip => IndicatorType.Ip,
        ActorFeatureKind.Domain => IndicatorType.Domain,
        ActorFeatureKind.Sha256 => IndicatorType.Sha256,
        _ => null,
    };

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
}
