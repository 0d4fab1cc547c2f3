using Hindcast.Formats.AspNetTemp;
using Hindcast.Formats.EventJson;
using Hindcast.Formats.ExchangeObjects;
using Hindcast.Formats.Health;
using Hindcast.Formats.History;
using Hindcast.Formats.IisConfig;
using Hindcast.Formats.Listings;
using Hindcast.Formats.Mitigations;
using Hindcast.Formats.Orion;
using Hindcast.Formats.Registry;
using Hindcast.Formats.Setup;
using Hindcast.Formats.Snapshots;
using Hindcast.Formats.Tasks;

namespace Hindcast.Formats.Artefacts;

/// <summary>The artefacts that are read besides logs and event logs.</summary>
public static class ArtefactFormats
{
    /// <summary>All readers. A file is given to the first that recognises it.</summary>
    public static IReadOnlyList<IArtefactReader> All { get; } =
    [
        new EventJsonReader(),
        new ScheduledTaskReader(),
        new TransportAgentsReader(),
        new OrionConfigReader(),
        new IisConfigReader(),
        new CompiledPageReader(),
        new CompiledAssemblyReader(),
        new SetupLogReader(),
        new SetupScriptLogReader(),
        new MitigationLogReader(),
        new MitigationSummaryReader(),
        new HealthCheckerReader(),
        new SafetyScannerReader(),
        new RegistryExportReader(),
        new BodyfileReader(),
        new DirListingReader(),
        new ProcessListReader(),
        new ServiceListReader(),
        new JsonListingReader(),
        new ConsoleHistoryReader(),
        new FormatListReader(),
        new CsvListingReader(),
    ];

    /// <summary>The reader for a file, or null when it is no known artefact.</summary>
    /// <param name="head">The file's first bytes; <see cref="FormatDetector.HeadBytes"/> are enough.</param>
    /// <param name="path">Its path on the collected machine if that is known, else its path in the evidence.</param>
    public static IArtefactReader? Find(ReadOnlySpan<byte> head, string path)
    {
        if (head.IsEmpty)
        {
            return null;
        }

        ArtefactHead start = new(head, path);
        return All.FirstOrDefault(reader => reader.Recognises(start));
    }
}
