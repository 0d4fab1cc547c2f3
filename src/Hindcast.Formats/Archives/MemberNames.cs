using System.Globalization;
using System.Text;

namespace Hindcast.Formats.Archives;

/// <summary>
/// Turns the names in one archive into safe, unique paths and reports what was wrong with them. The same names in the same
/// order give the same paths. One for each archive and pass; not thread-safe.
/// </summary>
internal sealed class MemberNames(string archivePath, EvidenceLimits limits, DiagnosticSink sink)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private int _unusual;
    private string _firstUnusual = "";
    private long _firstUnusualOffset;

    /// <summary>The path of a member below its archive.</summary>
    /// <param name="rawName">The name as the archive has it.</param>
    /// <param name="offsetBytes">Where its header stands in the archive, for diagnostics.</param>
    public string PathOf(string rawName, long offsetBytes)
    {
        bool unsafeName = false;
        string slashes = rawName.Replace('\\', '/');
        StringBuilder safe = new(Math.Min(slashes.Length, limits.MaxNameLength));
        foreach (string segment in slashes.Split('/'))
        {
            if (segment.Length == 0 || segment == ".")
            {
                continue;
            }

            if (safe.Length > limits.MaxNameLength)
            {
                break;
            }

            safe.Append(safe.Length > 0 ? "/" : "");
            unsafeName |= AppendSegment(safe, segment);
        }

        if (unsafeName || safe.Length == 0)
        {
            sink.Add(SourceDiagnostics.UnsafeName.At(new(archivePath, offsetBytes), Shown(rawName)));
        }
        else if (rawName.Contains('\\') || rawName.StartsWith('/') || (rawName.Length > 1 && rawName[1] == ':'))
        {
            NoteUnusual(rawName, offsetBytes);
        }

        if (safe.Length > limits.MaxNameLength)
        {
            sink.Add(SourceDiagnostics.NameTooLong.At(
                new(archivePath, offsetBytes), Invariant($"{rawName.Length} characters"), Invariant($"at most {limits.MaxNameLength}")));
            safe.Length = limits.MaxNameLength - (char.IsHighSurrogate(safe[limits.MaxNameLength - 1]) ? 1 : 0);
            safe.Append('~');
        }

        return archivePath + "!/" + Unique(safe.Length == 0 ? "unnamed" : safe.ToString(), offsetBytes);
    }

    /// <summary>Reports what is counted over the whole archive.</summary>
    public void Finish()
    {
        if (_unusual > 0)
        {
            sink.Add(SourceDiagnostics.UnusualName.At(new(archivePath, _firstUnusualOffset), Shown(_firstUnusual), count: _unusual));
        }
    }

    /// <summary>A name of an archive shortened and without control characters, for a diagnostic.</summary>
    public static string Shown(string rawName)
    {
        StringBuilder shown = new();
        AppendEscaped(shown, rawName.Length > 200 ? rawName[..200] + "..." : rawName);
        return shown.ToString();
    }

    /// <summary>Adds one segment; true when it would do harm if it were unpacked.</summary>
    private static bool AppendSegment(StringBuilder safe, string segment)
    {
        if (segment is "..")
        {
            safe.Append("%2E%2E");
            return true;
        }

        bool escaped = AppendEscaped(safe, segment);
        if (segment.EndsWith('!'))
        {
            // Keeps "!/" for the border between an archive and its member alone.
            safe.Length--;
            safe.Append("%21");
        }

        return escaped || IsDevice(segment);
    }

    private static bool AppendEscaped(StringBuilder safe, string text)
    {
        bool escaped = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool lone = char.IsSurrogate(c)
                && !(char.IsHighSurrogate(c) ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) : i > 0 && char.IsHighSurrogate(text[i - 1]));
            bool direction = c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u2028' or '\u2029';
            if (char.IsControl(c) || lone || direction)
            {
                safe.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
                escaped = true;
            }
            else
            {
                safe.Append(c);
            }
        }

        return escaped;
    }

    private static bool IsDevice(string segment)
    {
        int dot = segment.IndexOf('.', StringComparison.Ordinal);
        string stem = (dot < 0 ? segment : segment[..dot]).TrimEnd(' ').ToUpperInvariant();
        return stem is "CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$"
            || (stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal))
                && stem[3] is >= '1' and <= '9');
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private void NoteUnusual(string rawName, long offsetBytes)
    {
        if (_unusual++ == 0)
        {
            _firstUnusual = rawName;
            _firstUnusualOffset = offsetBytes;
        }
    }

    private string Unique(string path, long offsetBytes)
    {
        if (_taken.Add(path))
        {
            return path;
        }

        sink.Add(SourceDiagnostics.DuplicateName.At(new(archivePath, offsetBytes), path));
        for (int number = 2; ; number++)
        {
            string numbered = Invariant($"{path}~{number}");
            if (_taken.Add(numbered))
            {
                return numbered;
            }
        }
    }
}
