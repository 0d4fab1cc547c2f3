using System.Globalization;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.Registry;

/// <summary>
/// Reads registry exports (.reg): one record a value, with key and value written as Sysmon writes them. An export tells no
/// times, so builds in it (OwaVersion, MsiProductMajor) are records and no sightings.
/// </summary>
public sealed class RegistryExportReader : IArtefactReader
{
    private static readonly ArtefactShape Shape = new("registry-export", "", "TargetObject", "Details");

    private static readonly (string Long, string Short)[] Hives =
    [
        ("HKEY_LOCAL_MACHINE", "HKLM"), ("HKEY_CURRENT_USER", "HKCU"), ("HKEY_USERS", "HKU"), ("HKEY_CLASSES_ROOT", "HKCR"),
    ];

    /// <inheritdoc/>
    public string Kind => Shape.Kind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) =>
        head.Lines.Count > 0 && (head.Lines[0].StartsWith("Windows Registry Editor Version", StringComparison.Ordinal) || head.Lines[0] == "REGEDIT4");

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        string key = "";
        bool goesOn = false;
        foreach (ArtefactLine line in input.Lines())
        {
            string text = line.Text.Trim();
            bool isRest = goesOn;
            goesOn = text.EndsWith('\\') && (isRest || text.Contains("=hex", StringComparison.Ordinal));
            if (text.Length == 0 || text[0] == ';' || isRest || line.Location.Line == 1)
            {
                continue;
            }

            if (text[0] == '[')
            {
                key = Short(text.Trim('[', ']'));
                continue;
            }

            int equals = text[0] == '@' ? 1 : NameEnd(text);
            if (equals < 1 || equals >= text.Length || text[equals] != '=' || key.Length == 0)
            {
                input.NoteBadRow(line, "\"name\"=value below a key");
                continue;
            }

            string name = text[0] == '@' ? "(Default)" : Unescape(text[1..(equals - 1)]);
            input.Add(new ArtefactRecord(Shape, [$"{key}\\{name}", Value(text[(equals + 1)..])], null, line.Location, line.Raw));
        }
    }

    private static string Short(string key)
    {
        foreach ((string name, string abbreviation) in Hives)
        {
            if (key.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return abbreviation + key[name.Length..];
            }
        }

        return key;
    }

    /// <summary>The place behind the quote that ends the name, or -1.</summary>
    private static int NameEnd(string text)
    {
        for (int i = 1; text[0] == '"' && i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i + 1;
            }
        }

        return -1;
    }

    private static string Value(string text) =>
        text.Length > 1 && text[0] == '"' ? Unescape(text[1..^(text[^1] == '"' ? 1 : 0)])
        : text.StartsWith("dword:", StringComparison.OrdinalIgnoreCase)
            && uint.TryParse(text.AsSpan(6), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint number)
            ? string.Create(CultureInfo.InvariantCulture, $"DWORD (0x{number:x8})")
        : text;

    private static string Unescape(string text) => text.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
}
