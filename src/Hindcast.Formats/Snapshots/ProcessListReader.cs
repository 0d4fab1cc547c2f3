using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.Snapshots;

/// <summary>
/// Reads lists of running programs as JSON: Velociraptor's Windows.System.Pslist and Generic.System.Pstree, PowerShell's
/// Win32_Process. Fields are named as in Sysmon's event 1, parents are looked up in the same list. What a list lacks ended before it
/// was made, and a number may have been given again: a parent that began after its child is none.
/// </summary>
public sealed class ProcessListReader : IArtefactReader
{
    /// <summary>Format id.</summary>
    public const string FormatKind = "process-list";

    /// <summary>Rows, and bytes of rows, of one machine that are held to look up parents.</summary>
    private const int MaxRows = 20_000;
    private const long MaxBytes = 8 << 20;

    private static readonly ArtefactShape Shape = new(
        FormatKind, "", "Image", "CommandLine", "ProcessId", "ParentImage", "ParentCommandLine", "ParentProcessId", "User", "Hashes", "Computer", "Started");

    /// <inheritdoc/>
    public string Kind => FormatKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) => JsonTable.First(head) is { } row && IsProcess(row);

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        List<Process> machine = [];
        long bytes = 0;
        foreach ((JsonRow row, SourceLocation location, ReadOnlyMemory<byte> raw) in JsonTable.Rows(input))
        {
            if (!IsProcess(row))
            {
                input.NoteBroken(ArtefactDiagnostics.BadRow, location, "an object of another sort", "a process with its number, its parent's, Name and CommandLine");
                continue;
            }

            Process process = new(row, location, raw.ToArray());
            if (machine.Count > 0 && (process.Computer != machine[0].Computer || machine.Count == MaxRows || bytes > MaxBytes))
            {
                HandOut(input, machine);
                machine.Clear();
                bytes = 0;
            }

            machine.Add(process);
            bytes += location.LengthBytes;
        }

        HandOut(input, machine);
    }

    private static bool IsProcess(JsonRow row) =>
        row.HasAny("Pid", "ProcessId") && row.HasAny("Ppid", "ParentProcessId") && row.HasAny("Name") && row.HasAny("CommandLine");

    private static void HandOut(ArtefactInput input, List<Process> machine)
    {
        Dictionary<string, Process> byNumber = new(StringComparer.Ordinal);
        foreach (Process process in machine)
        {
            byNumber.TryAdd(process.Number, process);
        }

        foreach (Process process in machine)
        {
            Process? parent = byNumber.GetValueOrDefault(process.ParentNumber);
            parent = ReferenceEquals(parent, process) || parent?.Started > process.Started ? null : parent;
            input.Add(new ArtefactRecord(
                Shape,
                [
                    process.Image, process.CommandLine, process.Number, parent?.Image ?? "", parent?.CommandLine ?? "", process.ParentNumber, process.User, process.Hashes, process.Computer,
                    process.StartedText,
                ],
                process.Started, process.Location, process.Raw));
        }
    }

    /// <summary>One running program.</summary>
    private sealed class Process(JsonRow row, SourceLocation location, byte[] raw)
    {
        internal string Number { get; } = row.Get("Pid", "ProcessId");

        internal string ParentNumber { get; } = row.Get("Ppid", "ParentProcessId");

        internal string Image { get; } = row.Get("Exe", "ExecutablePath", "Name");

        internal string CommandLine { get; } = row.Get("CommandLine");

        internal string User { get; } = row.Get("Username", "User");

        internal string Hashes { get; } = JsonTable.Hashes(row, "Hash");

        /// <summary>The machine, where a list is of several.</summary>
        internal string Computer { get; } = row.Get("Fqdn", "Hostname", "ClientId", "PSComputerName", "CSName");

        internal string StartedText { get; } = row.Get("StartTime", "CreateTime", "CreationDate");

        internal EvidenceTime? Started => JsonTable.Time(StartedText);

        internal SourceLocation Location { get; } = location;

        internal byte[] Raw { get; } = raw;
    }
}
