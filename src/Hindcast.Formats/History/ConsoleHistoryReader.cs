using System.Globalization;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.History;

/// <summary>
/// Reads what PowerShell remembers of typed commands (PSReadLine's ConsoleHost_history.txt): one record a line, without
/// time. The content has no sign of its own, so the name decides; whose history it is, the folder tells.
/// </summary>
public sealed class ConsoleHistoryReader : IArtefactReader
{
    private static readonly ArtefactShape Shape = new("powershell-history", "", "CommandLine", "User", "Number");

    /// <inheritdoc/>
    public string Kind => Shape.Kind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) =>
        head.Name.Equals("ConsoleHost_history.txt", StringComparison.OrdinalIgnoreCase)
        || (head.Name.EndsWith("_history.txt", StringComparison.OrdinalIgnoreCase) && head.Path.Contains("/PSReadLine/", StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        string user = User(input.Path);
        long number = 0;
        foreach (ArtefactLine line in input.Lines())
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line.Text))
            {
                input.Add(new ArtefactRecord(
                    Shape, [line.Text, user, number.ToString(CultureInfo.InvariantCulture)], null, line.Location, line.Raw));
            }
        }
    }

    /// <summary>The folder below Users, or the account that runs from the Windows folder.</summary>
    private static string User(string path)
    {
        string[] parts = path.Split('\\');
        int users = Array.FindIndex(parts, p => p.Equals("Users", StringComparison.OrdinalIgnoreCase));
        return users >= 0 && users + 1 < parts.Length - 1 ? parts[users + 1]
            : path.Contains("\\config\\systemprofile\\", StringComparison.OrdinalIgnoreCase) ? "SYSTEM"
            : path.Contains("\\ServiceProfiles\\", StringComparison.OrdinalIgnoreCase) ? parts[Array.FindIndex(parts, p => p.Equals("ServiceProfiles", StringComparison.OrdinalIgnoreCase)) + 1]
            : "";
    }
}
