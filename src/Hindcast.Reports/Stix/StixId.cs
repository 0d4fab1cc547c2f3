using System.Text.Json.Nodes;
using Hindcast.Reports.Sharing;

namespace Hindcast.Reports.Stix;

/// <summary>Ids of cyber observables: UUID version 5 over the properties that STIX 2.1 names for each type (section 6).</summary>
public static class StixId
{
    private static readonly Dictionary<string, string[]> Contributing = new(StringComparer.Ordinal)
    {
        ["autonomous-system"] = ["number"],
        ["directory"] = ["path"],
        ["domain-name"] = ["value"],
        ["email-addr"] = ["value"],
        ["file"] = ["hashes", "name", "extensions", "parent_directory_ref"],
        ["ipv4-addr"] = ["value"],
        ["ipv6-addr"] = ["value"],
        ["mac-addr"] = ["value"],
        ["mutex"] = ["name"],
        ["network-traffic"] = ["start", "end", "src_ref", "dst_ref", "src_port", "dst_port", "protocols", "extensions"],
        ["software"] = ["name", "cpe", "swid", "vendor", "version"],
        ["url"] = ["value"],
        ["user-account"] = ["account_type", "user_id", "account_login"],
        ["windows-registry-key"] = ["key", "values"],
    };

    /// <summary>Of several hashes only the first of these counts.</summary>
    private static readonly string[] HashOrder = ["MD5", "SHA-1", "SHA-256", "SHA-512"];

    /// <summary>The id of an observable from its properties.</summary>
    /// <param name="type">The type.</param>
    /// <param name="properties">The object; properties that do not count are left out.</param>
    /// <exception cref="ArgumentException">The type is none of those with such an id.</exception>
    public static string OfObservable(string type, JsonObject properties)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(properties);
        if (!Contributing.TryGetValue(type, out string[]? names))
        {
            throw new ArgumentException($"{type} has no id from its properties", nameof(type));
        }

        JsonObject counted = [];
        foreach (string name in names)
        {
            if (properties[name] is { } value)
            {
                counted[name] = name == "hashes" ? OneHash(value.AsObject()) : value.DeepClone();
            }
        }

        return $"{type}--{NamedUuid.Create(NamedUuid.StixObservables, CanonicalJson.Write(counted)):D}";
    }

    private static JsonObject OneHash(JsonObject hashes)
    {
        string name = HashOrder.FirstOrDefault(hashes.ContainsKey) ?? hashes.Select(h => h.Key).Order(StringComparer.Ordinal).First();
        return new JsonObject { [name] = hashes[name]!.DeepClone() };
    }
}
