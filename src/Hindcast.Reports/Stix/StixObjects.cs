using System.Text.Json.Nodes;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Attack;
using Hindcast.Reports.Sharing;

namespace Hindcast.Reports.Stix;

/// <summary>The objects of a bundle under way, each id once, in the order in which they were added. Single thread.</summary>
internal sealed class StixObjects(SharedCase shared)
{
    private readonly List<JsonObject> _objects = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Id of the identity that made the objects; until it is set, an object is its own maker (the identity).</summary>
    internal string? Creator { get; set; }

    /// <summary>Level of the objects that are added next.</summary>
    internal TlpLevel Level { get; set; } = shared.Options.Tlp;

    /// <summary>Ids of everything that a report refers to.</summary>
    internal IEnumerable<string> Ids => _objects.Select(o => o["id"]!.GetValue<string>()).Where(id => !id.StartsWith("marking-definition--", StringComparison.Ordinal));

    internal JsonArray ToArray() => [.. _objects];

    /// <summary>Adds a domain or relationship object, or finds it by its key.</summary>
    internal string Domain(string type, string key, JsonObject properties)
    {
        string id = $"{type}--{shared.Id(type, key):D}";
        if (_ids.Add(id))
        {
            JsonObject made = new() { ["type"] = type, ["spec_version"] = "2.1", ["id"] = id };
            made["created_by_ref"] = Creator ?? id;

            made["created"] = StixTime.Of(shared.Options.Created);
            made["modified"] = StixTime.Of(shared.Options.Modified);
            Add(made, properties);
        }

        return id;
    }

    /// <summary>Adds the organisation, which from then on is who made the objects.</summary>
    internal string Victim() => Creator = Domain("identity", "victim", new JsonObject
    {
        ["name"] = shared.Organisation,
        ["description"] = "The organisation whose Exchange server was assessed, and who shares the result.",
        ["identity_class"] = "organization",
    });

    /// <summary>Adds a technique with the id and version of MITRE.</summary>
    internal string AttackPattern(Technique technique) => Foreign(technique.StixId, technique.Created, technique.Modified, new JsonObject
    {
        ["name"] = technique.Name,
        ["kill_chain_phases"] = new JsonArray(
            [.. technique.Tactics.Select(t => new JsonObject { ["kill_chain_name"] = "mitre-attack", ["phase_name"] = t })]),
        ["external_references"] = new JsonArray(new JsonObject
        {
            ["source_name"] = "mitre-attack",
            ["url"] = $"https://attack.mitre.org/techniques/{technique.Id.Replace('.', '/')}",
            ["external_id"] = technique.Id,
        }),
    });

    /// <summary>Adds an object that has an id and versions of somebody else.</summary>
    internal string Foreign(string id, string created, string modified, JsonObject properties)
    {
        if (_ids.Add(id))
        {
            JsonObject made = new()
            {
                ["type"] = id[..id.IndexOf("--", StringComparison.Ordinal)],
                ["spec_version"] = "2.1",
                ["id"] = id,
                ["created"] = created,
                ["modified"] = modified,
            };
            foreach ((string name, JsonNode? value) in properties)
            {
                made[name] = value?.DeepClone();
            }

            _objects.Add(made);
        }

        return id;
    }

    /// <summary>Adds a cyber observable.</summary>
    internal string Observable(string type, JsonObject properties)
    {
        string id = StixId.OfObservable(type, properties);
        if (_ids.Add(id))
        {
            Add(new JsonObject { ["type"] = type, ["spec_version"] = "2.1", ["id"] = id }, properties);
        }

        return id;
    }

    /// <summary>Adds a relationship.</summary>
    internal string Relate(string source, string type, string target, int? confidence = null, string? description = null)
    {
        JsonObject properties = new() { ["relationship_type"] = type };
        if (description is not null)
        {
            properties["description"] = description;
        }

        properties["source_ref"] = source;
        properties["target_ref"] = target;
        if (confidence is not null)
        {
            properties["confidence"] = confidence;
        }

        return Domain("relationship", $"{source} {type} {target}", properties);
    }

    /// <summary>Adds the marking object of a level and makes it the level of what follows.</summary>
    internal void Marking(TlpLevel level)
    {
        string id = TlpLabel.MarkingId(level);
        if (_ids.Add(id))
        {
            _objects.Add(new JsonObject
            {
                ["type"] = "marking-definition",
                ["spec_version"] = "2.1",
                ["id"] = id,
                ["created"] = "2022-10-01T00:00:00.000Z",
                ["name"] = TlpLabel.Name(level),
                ["extensions"] = new JsonObject
                {
                    [TlpLabel.Extension] = new JsonObject { ["extension_type"] = "property-extension", ["tlp_2_0"] = TlpLabel.Word(level) },
                },
            });
        }

        Level = level;
    }

    /// <summary>The scale of STIX 2.1, appendix A (low, medium, high), at the middle of each band.</summary>
    internal static int Percent(Confidence confidence) => confidence switch
    {
        Confidence.High => 85,
        Confidence.Moderate => 50,
        _ => 15,
    };

    internal static JsonArray List(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)JsonValue.Create(t))];

    private void Add(JsonObject made, JsonObject properties)
    {
        foreach ((string name, JsonNode? value) in properties)
        {
            made[name] = value?.DeepClone();
        }

        made["object_marking_refs"] = List([TlpLabel.MarkingId(Level)]);
        _objects.Add(made);
    }
}
