namespace Hindcast.Formats.Evtx;

/// <summary>
/// Reads the records of an event log in the order they stand in the file:
/// <code>using EvtxReader reader = EvtxReader.Open(path);
/// while (reader.Read()) { Use(reader.Record); }
/// Show(reader.Summary);</code>
/// Nothing in the file makes it throw: trouble is in <see cref="Summary"/>. Memory is bounded whatever the file's size.
/// One thread at a time; see <see cref="EvtxScan"/> for all cores.
/// </summary>
public sealed class EvtxReader : IDisposable
{
    private readonly EvtxSource _source;
    private readonly bool _ownsSource;
    private readonly EvtxFileCheck _check;
    private readonly EvtxTally _tally = new();
    private readonly EvtxChunkReader _chunks;
    private int _nextChunk;
    private bool _isInChunk;
    private EvtxSummary? _summary;

    /// <summary>Starts reading a source, which is not closed.</summary>
    public EvtxReader(EvtxSource source, EvtxReadOptions? options = null)
    {
        options ??= EvtxReadOptions.Default;
        _source = source;
        _check = new(source, options);
        _check.Start(_tally);
        _chunks = new(source.Name, options, _check.HasNoChecksums, _tally);
    }

    private EvtxReader(EvtxSource source, bool ownsSource, EvtxReadOptions? options)
        : this(source, options) => _ownsSource = ownsSource;

    /// <summary>The file header, as it stands.</summary>
    public EvtxFileHeader Header => _check.Header;

    /// <summary>The record that <see cref="Read"/> found; overwritten by the next.</summary>
    public EvtxRecord Record { get; } = new();

    /// <summary>Counts and trouble.</summary>
    /// <exception cref="InvalidOperationException">The end was not reached yet.</exception>
    public EvtxSummary Summary => _summary ?? throw new InvalidOperationException("Read to the end first.");

    /// <summary>Opens a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="options">How to read; the default when null.</param>
    /// <param name="name">Its name for locations; the path when null.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static EvtxReader Open(string path, EvtxReadOptions? options = null, string? name = null) =>
        new(EvtxSource.FromFile(path, name), true, options);

    /// <summary>Goes to the next record.</summary>
    /// <returns>False at the end of the file; then <see cref="Summary"/> is there.</returns>
    public bool Read()
    {
        while (_summary is null)
        {
            if (_isInChunk)
            {
                if (_chunks.Next(Record))
                {
                    return true;
                }

                _isInChunk = false;
            }

            long offset = EvtxFormat.FileHeaderBytes + ((long)_nextChunk * EvtxFormat.ChunkBytes);
            int length = _source.Read(offset, _chunks.Buffer);
            if (length == 0)
            {
                _summary = _check.Finish(_tally);
                break;
            }

            _chunks.Start(_nextChunk, offset, length);
            _isInChunk = true;
            _nextChunk++;
        }

        return false;
    }

    /// <summary>Closes the file if this opened it.</summary>
    public void Dispose()
    {
        if (_ownsSource)
        {
            _source.Dispose();
        }
    }
}
