using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.Snapshots;

/// <summary>
/// Reads lists of services as JSON: Velociraptor's Windows.System.Services and PowerShell's Win32_Service. Fields are named as in
/// the event of a service that is installed (System, 7045). What a list lacks may have been removed before it was made.
/// </summary>
public sealed class ServiceListReader : IArtefactReader
{
    /// <summary>Format id.</summary>
    public const string FormatKind = "service-list";

    private static readonly ArtefactShape Shape = new(
        FormatKind, "", "ServiceName", "DisplayName", "ImagePath", "ServiceType", "StartType", "State", "AccountName", "ServiceDll", "FailureCommand", "ProcessId", "Hashes", "KeyWritten");

    /// <inheritdoc/>
    public string Kind => FormatKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) => JsonTable.First(head) is { } row && IsService(row);

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        foreach ((JsonRow row, Hindcast.Evidence.SourceLocation location, ReadOnlyMemory<byte> raw) in JsonTable.Rows(input))
        {
            if (!IsService(row))
            {
                input.NoteBroken(ArtefactDiagnostics.BadRow, location, "an object of another sort", "a service with Name, PathName and StartMode");
                continue;
            }

            // When its key was last written to is not when it was made, so it is no time of the record.
            input.Add(new ArtefactRecord(
                Shape,
                [
                    row.Get("Name"), row.Get("DisplayName"), row.Get("PathName"), row.Get("ServiceType"), row.Get("StartMode"), row.Get("State"), row.Get("UserAccount", "StartName"),
                    row.Get("ServiceDll"), row.Get("FailureCommand"), row.Get("Pid", "ProcessId"), JsonTable.Hashes(row, "HashServiceExe"), row.Get("Created"),
                ],
                null, location, raw));
        }
    }

    private static bool IsService(JsonRow row) => row.HasAny("Name") && row.HasAny("PathName") && row.HasAny("StartMode") && row.HasAny("State", "DisplayName");
}
