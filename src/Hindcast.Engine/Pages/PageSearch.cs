using System.Collections.Concurrent;
using System.Security.Cryptography;
using Hindcast.Engine.Pipeline;
using Hindcast.Engine.Yara;
using Hindcast.Evidence;
using Hindcast.Formats.Archives;
using Hindcast.WebShells;

namespace Hindcast.Engine.Pages;

/// <summary>
/// Judges every file of folders and archives as a server page, wherever it lies. Reads only. The same files give the same result,
/// whatever the number of threads.
/// </summary>
public static class PageSearch
{
    /// <summary>Searches.</summary>
    /// <param name="options">What and how.</param>
    /// <param name="progress">Is kept up to date while files are read.</param>
    /// <param name="cancellation">Ends the run.</param>
    public static PageSearchResult Run(PageSearchOptions options, ReadProgress progress, CancellationToken cancellation)
    {
        Finds finds = new();
        using Readings readings = new(options, finds, progress, cancellation);
        EvidenceTree tree = EvidenceTree.Open(options.Evidence, reader: readings, threads: options.Threads, cancel: cancellation);
        List<Action<Reading>> work = [];
        progress.AddTotal(-tree.Items.Where(i => i is { IsContainer: true, FullPath: not null }).Sum(i => i.LengthBytes));
        foreach (EvidenceItem item in tree.Items.Where(i => !i.IsContainer))
        {
            if (item.FullPath is null)
            {
                progress.AddTotal(Math.Max(item.LengthBytes, 0));
            }

            if (item.Access != EvidenceAccess.Sequential)
            {
                work.Add(reading =>
                {
                    using Stream stream = tree.OpenRead(item);
                    reading.Read(item, stream);
                    tree.IsUnchanged(item);
                });
            }
        }

        foreach (EvidenceItem archive in tree.SequentialArchives)
        {
            work.Add(reading => tree.Visit(archive, item => !item.IsContainer, reading.Read, cancellation));
        }

        int threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        using WorkQueue<Reading> queue = new(work);
        queue.Run([.. Enumerable.Range(0, threads).Select(_ => readings.Take())], cancellation);
        return new PageSearchResult(
            [.. finds.Hits.OrderByDescending(h => h.Report.Verdict).ThenByDescending(h => h.Report.Score).ThenBy(h => h.Path, StringComparer.Ordinal)],
            finds.Files, progress.DoneBytes,
            [.. tree.Diagnostics.Concat(finds.Diagnostics).OrderByDescending(d => d.Descriptor.Severity).ThenBy(d => d.Location).ThenBy(d => d.Code, StringComparer.Ordinal)]);
    }

    private sealed class Finds
    {
        internal readonly Lock Lock = new();

        internal List<PageHit> Hits { get; } = [];

        internal List<Diagnostic> Diagnostics { get; } = [];

        internal long Files;
    }

    /// <summary>Judges files while they are listed, with as many <see cref="Reading"/> as there are threads at it.</summary>
    private sealed class Readings(PageSearchOptions options, Finds finds, ReadProgress progress, CancellationToken cancellation) : IFileReader, IDisposable
    {
        private readonly ConcurrentBag<Reading> _idle = [];
        private readonly ConcurrentBag<Reading> _all = [];
        private readonly JudgedPages _judged = new();

        public void Listed(long bytes) => progress.AddTotal(bytes);

        public void Read(EvidenceItem item, Stream stream)
        {
            Reading reading = Take();
            reading.Read(item, stream);
            _idle.Add(reading);
        }

        public void Dispose()
        {
            foreach (Reading reading in _all)
            {
                reading.Dispose();
            }
        }

        internal Reading Take()
        {
            if (!_idle.TryTake(out Reading? reading))
            {
                reading = new Reading(options, finds, _judged, progress, cancellation);
                _all.Add(reading);
            }

            return reading;
        }
    }

    /// <summary>What one thread uses again for each file.</summary>
    private sealed class Reading(PageSearchOptions options, Finds finds, JudgedPages judged, ReadProgress progress, CancellationToken cancellation) : IDisposable
    {
        private readonly PageContent _content = new();
        private readonly YaraScan? _yara = options.Yara?.NewScan();
        private byte[]? _buffer;

        internal void Read(EvidenceItem item, Stream stream)
        {
            _content.Clear();
            bool isWhole = Fill(stream);
            Interlocked.Increment(ref finds.Files);
            string path = ScannedPath(item);
            if (isWhole && _yara is null && _content.SaysNothing(path))
            {
                return;
            }

            // YARA rules may ask for the path, so they are run on copies, too.
            Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
            bool isHashed = !isWhole || (_yara is null && judged.SawLike(_content.Head, path));
            if (isHashed)
            {
                Hash(stream, isWhole, sha256);
                if (_yara is null && judged.Holds(sha256, path))
                {
                    return;
                }
            }

            PageReport report = _content.Scan(path);
            List<Diagnostic> diagnostics = [.. PageFields.Diagnostics(report, item.Path)];
            IReadOnlyList<string> rules = Yara(item, diagnostics);
            bool isShown = report.Verdict >= options.Minimum || rules.Count > 0;
            if (!isShown && diagnostics.Count == 0)
            {
                if (isHashed)
                {
                    judged.Add(sha256, path);
                }

                return;
            }

            if (!isHashed)
            {
                Hash(stream, isWhole, sha256);
            }

            lock (finds.Lock)
            {
                finds.Diagnostics.AddRange(diagnostics);
                if (isShown)
                {
                    finds.Hits.Add(new PageHit(item.Path, _content.LengthBytes, Convert.ToHexStringLower(sha256), report, rules));
                }
            }
        }

        public void Dispose() => _yara?.Dispose();

        /// <summary>Reads into the window; false when the file goes on behind it.</summary>
        private bool Fill(Stream stream)
        {
            while (_content.Room is { IsEmpty: false } room)
            {
                cancellation.ThrowIfCancellationRequested();
                int read = stream.Read(room);
                if (read <= 0)
                {
                    return true;
                }

                progress.Add(read);
                _content.Took(read);
            }

            return false;
        }

        /// <summary>Hashes the file, reading what is left of one that fills the window.</summary>
        private void Hash(Stream stream, bool isWhole, Span<byte> sha256)
        {
            if (isWhole)
            {
                SHA256.HashData(_content.Head, sha256);
                return;
            }

            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(_content.Head);
            _buffer ??= new byte[128 * 1024];
            int read;
            while ((read = stream.Read(_buffer)) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress.Add(read);
                hash.AppendData(_buffer, 0, read);
                _content.Add(_buffer.AsSpan(0, read));
            }

            hash.GetHashAndReset(sha256);
        }

        /// <summary>The path by which the scanner tells languages. Only a name that a collector encoded has another ending on the machine it came from.</summary>
        private static string ScannedPath(EvidenceItem item) => item.Path.Contains('%', StringComparison.Ordinal) ? item.OriginalPath ?? item.Path : item.Path;

        private IReadOnlyList<string> Yara(EvidenceItem item, List<Diagnostic> diagnostics)
        {
            if (_yara is null)
            {
                return [];
            }

            IReadOnlyList<string> rules = _yara.Match(_content.Window, _content.Head.Length, item.Path, out Diagnostic? problem);
            if (problem is not null)
            {
                diagnostics.Add(problem);
            }

            return rules;
        }
    }
}
