namespace Hindcast.Reports.Sharing;

/// <summary>The names of a TLP 2.0 level, and its STIX marking (ids fixed by OASIS; the TLP 1 ids of STIX 2.1 are others).</summary>
public static class TlpLabel
{
    /// <summary>The extension that carries TLP 2.0 in STIX 2.1.</summary>
    public const string Extension = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";

    /// <summary><c>amber+strict</c>: as on the command line, in MISP tags and in the STIX extension.</summary>
    public static string Word(TlpLevel level) => level switch
    {
        TlpLevel.Clear => "clear",
        TlpLevel.Green => "green",
        TlpLevel.Amber => "amber",
        TlpLevel.AmberStrict => "amber+strict",
        _ => "red",
    };

    /// <summary><c>TLP:AMBER+STRICT</c>.</summary>
    public static string Name(TlpLevel level) => $"TLP:{Word(level).ToUpperInvariant()}";

    /// <summary>The id of the marking-definition object.</summary>
    public static string MarkingId(TlpLevel level) => "marking-definition--" + level switch
    {
        TlpLevel.Clear => "94868c89-83c2-464b-929b-a1a8aa3c8487",
        TlpLevel.Green => "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
        TlpLevel.Amber => "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
        TlpLevel.AmberStrict => "939a9414-2ddd-4d32-a0cd-375ea402b003",
        _ => "e828b379-4e03-4974-9ac4-e53a884c97c1",
    };

    /// <summary>Reads a word of <see cref="Word"/>, with or without <c>TLP:</c>, in any case.</summary>
    public static bool TryParse(string text, out TlpLevel level)
    {
        ArgumentNullException.ThrowIfNull(text);
        string word = text.StartsWith("tlp:", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;
        foreach (TlpLevel candidate in Enum.GetValues<TlpLevel>())
        {
            if (string.Equals(word, Word(candidate), StringComparison.OrdinalIgnoreCase))
            {
                level = candidate;
                return true;
            }
        }

        level = TlpLevel.Red;
        return false;
    }
}
