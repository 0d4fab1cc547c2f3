using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.Setup;

/// <summary>
/// Reads the logs that the scripts of an update leave beside the setup log (ServiceControl.log, Update*.log). Their lines
/// have a clock but no day; the day stands in the form of the server's culture, in local time, where a script starts. So
/// records have no time, but carry both as written.
/// </summary>
public sealed class SetupScriptLogReader : IArtefactReader
{
    private const string Stamp = "[00:00:00] ";

    private static readonly ArtefactShape Line = new(SetupLogReader.SetupKind, "script", "Message", "Level", "Clock", "Started");

    /// <inheritdoc/>
    public string Kind => SetupLogReader.SetupKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) =>
        head.Lines.Count > 0 && IsStamped(head.Lines[0]) && head.Lines.Any(line => IsStamped(line) && Start(line) is not null);

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        string started = "";
        foreach (ArtefactLine line in input.Lines())
        {
            if (!IsStamped(line.Text))
            {
                // Stack traces go on over lines without a stamp.
                if (!string.IsNullOrWhiteSpace(line.Text))
                {
                    input.Add(new ArtefactRecord(Line, [line.Text.Trim(), "", "", started], null, line.Location, line.Raw));
                }

                continue;
            }

            started = Start(line.Text) ?? started;
            string message = line.Text[Stamp.Length..].Trim();
            string level = message.StartsWith("[Error]", StringComparison.OrdinalIgnoreCase) ? "ERROR"
                : message.StartsWith("[Warning]", StringComparison.OrdinalIgnoreCase) ? "WARNING" : "";
            input.Add(new ArtefactRecord(Line, [message, level, line.Text[1..9], started], null, line.Location, line.Raw));
        }
    }

    private static bool IsStamped(string line)
    {
        if (line.Length < Stamp.Length)
        {
            return false;
        }

        for (int i = 0; i < Stamp.Length; i++)
        {
            if (Stamp[i] == '0' ? !char.IsAsciiDigit(line[i]) : line[i] != Stamp[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes <c>ServiceControl.ps1: 3/2/2021 19:00:14</c> out of the line by which a script starts.</summary>
    private static string? Start(string line)
    {
        int star = Stamp.Length;
        return line.Length > star + 2 && line[star] == '*' && line.Contains(".ps1:", StringComparison.OrdinalIgnoreCase) ? line[(star + 1)..].Trim() : null;
    }
}
