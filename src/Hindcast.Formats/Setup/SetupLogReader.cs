using System.Globalization;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.Setup;

/// <summary>
/// Reads ExchangeSetup.log, which grows over all setups of a server: a record for each message, and one for each run that
/// says who ran what with which result. Stamps are taken as UTC (Setup names its local time zone at the start of each run).
/// The versions that it tells are those of cumulative updates: a security update does not change them. At the moment when a
/// setup completes, its version is exact: whatever was installed before is replaced.
/// </summary>
public sealed class SetupLogReader : IArtefactReader
{
    /// <summary>Format id.</summary>
    public const string SetupKind = "exchange-setup";

    private const int StampLength = 28;
    private const int MaxMessageChars = 8 * 1024;

    private static readonly ArtefactShape Line = new(SetupKind, "line", "Message", "Level", "SetupVersion", "User");
    private static readonly ArtefactShape Run = new(
        SetupKind, "run", "SetupVersion", "InstalledVersion", "User", "CommandLine", "Result", "Errors", "FirstError", "OperatingSystem", "TimeZone", "Ended");

    /// <inheritdoc/>
    public string Kind => SetupKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) => head.Lines.Take(12).Any(line => TryStamp(line, out _, out _));

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        RunState run = new();
        (string Message, string Level, EvidenceTime Time, SourceLocation Location, byte[] Raw)? open = null;
        foreach (ArtefactLine line in input.Lines())
        {
            if (TryStamp(line.Text, out EvidenceTime time, out int length))
            {
                Finish(input, run, open);
                (string level, string message) = Split(line.Text.AsSpan(length).Trim());
                open = (message, level, time, line.Location, line.Raw.ToArray());
            }
            else if (!string.IsNullOrWhiteSpace(line.Text))
            {
                if (open is null)
                {
                    input.NoteBadRow(line, "[MM/dd/yyyy HH:mm:ss.ffff] [n] message");
                }
                else if (open.Value.Message.Length < MaxMessageChars)
                {
                    open = open.Value with { Message = $"{open.Value.Message}\n{line.Text}" };
                }
            }
        }

        Finish(input, run, open);
        run.End(input);
    }

    private static void Finish(
        ArtefactInput input, RunState run, (string Message, string Level, EvidenceTime Time, SourceLocation Location, byte[] Raw)? open)
    {
        if (open is not var (message, level, time, location, raw))
        {
            return;
        }

        run.Take(input, message, level, time, location, raw);
        input.Add(new ArtefactRecord(Line, [message, level, run.SetupVersion, run.User], time, location, raw));
    }

    /// <summary>Reads <c>[03/02/2021 19:00:14.0361] [0]</c>; the day's separator is that of the server's culture.</summary>
    private static bool TryStamp(ReadOnlySpan<char> line, out EvidenceTime time, out int length)
    {
        time = default;
        length = 0;
        if (line.Length < StampLength || line[0] != '[' || line[25] != ']' || line[11] != ' ' || line[20] != '.' || char.IsAsciiDigit(line[3])
            || line[3] != line[6] || line[27] != '[')
        {
            return false;
        }

        Span<char> usual = stackalloc char[19];
        line[1..20].CopyTo(usual);
        usual[2] = usual[5] = '/';
        int close = line[27..].IndexOf(']');

        // The four digits behind the point are milliseconds with a leading 0.
        if (close is < 2 or > 6
            || !DateTime.TryParseExact(usual, "MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime parsed)
            || !int.TryParse(line[21..25], NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds) || milliseconds > 999)
        {
            return false;
        }

        length = 27 + close + 1;
        time = new EvidenceTime(parsed.Ticks + (milliseconds * TimeSpan.TicksPerMillisecond), TimePrecision.Millisecond);
        return true;
    }

    private static (string Level, string Message) Split(ReadOnlySpan<char> text)
    {
        foreach (string level in (ReadOnlySpan<string>)["ERROR", "WARNING", "REQUIRED", "RECOMENDED"])
        {
            if (text.Length > level.Length + 1 && text[0] == '[' && text[1..].StartsWith(level, StringComparison.Ordinal) && text[level.Length + 1] == ']')
            {
                return (level, text[(level.Length + 2)..].TrimStart().ToString());
            }
        }

        return ("", text.ToString());
    }

    /// <summary>One run of Setup, from its first line on.</summary>
    private sealed class RunState
    {
        private readonly StringBuilder _parameters = new();
        private EvidenceTime _start;
        private EvidenceTime _last;
        private SourceLocation _location;
        private byte[] _raw = [];
        private bool _isOpen;
        private string _installed = "", _command = "", _result = "", _firstError = "", _system = "", _zone = "";
        private int _errors;

        internal string SetupVersion { get; private set; } = "";

        internal string User { get; private set; } = "";

        internal void Take(ArtefactInput input, string message, string level, EvidenceTime time, SourceLocation location, byte[] raw)
        {
            // The time zone is what Setup writes first, behind a line of stars.
            if (!_isOpen || message.StartsWith("Local time zone:", StringComparison.Ordinal))
            {
                End(input);
                _isOpen = true;
                (_start, _location, _raw) = (time, location, raw);
            }

            _last = time;
            if (level == "ERROR" && _errors++ == 0)
            {
                _firstError = message;
            }

            if (After(message, "Local time zone: ") is { } zone)
            {
                _zone = zone;
            }
            else if (After(message, "Operating system version: ") is { } system)
            {
                _system = system;
            }
            else if (After(message, "Setup version: ") is { } version)
            {
                SetupVersion = version;
            }
            else if (After(message, "Logged on user: ") is { } user)
            {
                User = user;
            }
            else if (After(message, "Command Line Parameter Name=") is { } parameter && _parameters.Length < 2000)
            {
                _parameters.Append(_parameters.Length == 0 ? "" : "; ").Append(parameter.Replace(", Value=", "=", StringComparison.Ordinal));
            }
            else if (After(message, "RuntimeAssembly was started with the following command: ") is { } command)
            {
                _command = command;
            }
            else if (After(message, "The locally installed version is ") is { } installed)
            {
                _installed = installed;
                Sighting(input, installed, BuildPrecision.CumulativeUpdate, "installed version in the setup log", time, location);
            }
            else if (message.StartsWith("The Exchange Server setup operation completed successfully", StringComparison.Ordinal))
            {
                _result = "completed";
                Sighting(input, SetupVersion, BuildPrecision.SecurityUpdate, "completed setup in the setup log", time, location);
            }
            else if (message.StartsWith("The Exchange Server setup operation didn't complete", StringComparison.Ordinal))
            {
                _result = "failed";
            }
            else if (message == "End of Setup")
            {
                End(input);
            }
        }

        internal void End(ArtefactInput input)
        {
            if (_isOpen && _zone.Length + SetupVersion.Length + _installed.Length > 0)
            {
                input.Add(new ArtefactRecord(
                    Run,
                    [
                        SetupVersion, _installed, User, _command.Length > 0 ? _command : _parameters.ToString(), _result.Length > 0 ? _result : "unfinished",
                        _errors.ToString(CultureInfo.InvariantCulture), _firstError, _system, _zone, _last.ToString(),
                    ],
                    _start, _location, _raw));
            }

            (_installed, _command, _result, _firstError, _system, _zone, _errors) = ("", "", "", "", "", "", 0);
            (SetupVersion, User) = ("", "");
            _parameters.Clear();
            _isOpen = false;
        }

        private static void Sighting(ArtefactInput input, string version, BuildPrecision precision, string source, EvidenceTime time, SourceLocation location)
        {
            if (BuildNumber.TryParse(version, out BuildNumber build) && build is { Major: >= 14, Build: > 0 })
            {
                input.AddBuild(build, precision, source, time, location);
            }
        }

        private static string? After(string message, string start) =>
            message.StartsWith(start, StringComparison.Ordinal) ? message[start.Length..].Trim().TrimEnd('.') : null;
    }
}
