using System.Diagnostics;
using System.Globalization;
using Hindcast.Formats.Evtx;

namespace Hindcast.Bench.Evtx;

/// <summary>
/// Measures the event log reader: <c>evtx SAMPLES [MEGABYTES] [ROUNDS] [CASE, or AXOPARSE.DLL [EVTX.DLL]]</c> builds a dense file of full
/// chunks in the temporary folder and reads it in rounds, every case once a round, so that all cases meet the same machine.
/// <c>evtx SAMPLES samples [AXOPARSE.DLL]</c> reads only the sample files as they are. The slow ones, <c>evtxexport</c> where it is installed
/// and EvtxECmd's engine (evtx.dll) where it is given, are timed on a smaller dense file. Each case's record count must agree, but for
/// those of other parsers, which are shown beside.
/// </summary>
public static class EvtxBench
{
    /// <summary>Runs it.</summary>
    /// <returns>0, or 1 when counts differ.</returns>
    public static int Run(string[] args)
    {
        if (args.Length == 0)
        {
            Console.WriteLine("evtx SAMPLES [MEGABYTES] [ROUNDS] [CASE, or AXOPARSE.DLL [EVTX.DLL]]");
            return 1;
        }

        if (args.Length > 1 && args[1] == "samples")
        {
            Samples(args[0], args.Length > 2 ? new AxoParse(args[2]) : null);
            return 0;
        }

        long megabytes = args.Length > 1 ? long.Parse(args[1], CultureInfo.InvariantCulture) : 500;
        int rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5;
        string dense = Path.Combine(Path.GetTempPath(), $"hindcast-dense-{megabytes}.evtx");
        DenseLog.Build(args[0], dense, megabytes);
        long bytes = new FileInfo(dense).Length;
        (string Name, Func<long> Run)[] cases =
        [
            ("sequential read", () => ReadOnly(dense)),
            ("field view, 1 thread", () => FieldView(dense, 1, EvtxReadOptions.Default, false)),
            ("field view, 1 thread, no checksums", () => FieldView(dense, 1, new() { VerifyChecksums = false }, false)),
            ("field view + every value, 1 thread", () => FieldView(dense, 1, EvtxReadOptions.Default, true)),
            ("field view, 2 threads", () => FieldView(dense, 2, EvtxReadOptions.Default, false)),
            ("JSONL, 1 thread", () => Text(dense, 1, isXml: false)),
            ("JSONL, 2 threads", () => Text(dense, 2, isXml: false)),
            ("XML, 1 thread", () => Text(dense, 1, isXml: true)),
        ];
        string choice = args.Length > 3 ? args[3] : "";
        bool hasAxo = choice.EndsWith(".dll", StringComparison.Ordinal);
        if (hasAxo)
        {
            cases = [.. Axo(new AxoParse(choice), File.ReadAllBytes(dense)), .. cases];
        }

        cases = [.. cases.Where(one => hasAxo || one.Name.StartsWith(choice, StringComparison.Ordinal))];
        double[][] seconds = new double[cases.Length][];
        long[] records = new long[cases.Length];
        for (int i = 0; i < cases.Length; i++)
        {
            seconds[i] = new double[rounds];
            cases[i].Run();
        }

        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < cases.Length; i++)
            {
                GC.Collect();
                long start = Stopwatch.GetTimestamp();
                records[i] = cases[i].Run();
                seconds[i][round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        bool isSame = true;
        for (int i = 0; i < cases.Length; i++)
        {
            double median = seconds[i].Order().ElementAt(rounds / 2);
            isSame &= records[i] < 0 || records[i] == records[^1] || cases[i].Name.StartsWith(nameof(AxoParse), StringComparison.Ordinal);
            string rate = records[i] < 0 ? "" : $", {records[i] / median / 1e6,6:F2} M records/s";
            rate += records[i] < 0 || records[i] == records[^1] ? "" : $", {records[i]} records";
            Console.WriteLine($"{cases[i].Name,-36} {bytes / median / 1e6,8:F0} MB/s (best {bytes / seconds[i].Min() / 1e6:F0}){rate}");
        }

        if (hasAxo || choice.Length == 0)
        {
            Samples(args[0], hasAxo ? new AxoParse(choice) : null);
            SlowOnes(args[0], rounds, args.Length > 4 ? new EvtxECmdEngine(args[4]) : null);
        }

        using Process self = Process.GetCurrentProcess();
        Console.WriteLine($"records {records[^1]}, peak memory {self.PeakWorkingSet64 >> 20} MB, same counts: {isSame}");
        return isSame ? 0 : 1;
    }

    private static IEnumerable<(string, Func<long>)> Axo(AxoParse axo, byte[] file) =>
    [
        ("AxoParse JSON, 1 thread", () => axo.Run(file, 1, "Json")),
        ("AxoParse JSON, 2 threads", () => axo.Run(file, 2, "Json")),
        ("AxoParse XML, 1 thread", () => axo.Run(file, 1, "Xml")),
        ("AxoParse XML, 2 threads", () => axo.Run(file, 2, "Xml")),
    ];

    private static long ReadOnly(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        byte[] buffer = new byte[1 << 16];
        long sum = 0;
        while (file.Read(buffer) is int read and > 0)
        {
            sum += read;
        }

        return sum > 0 ? -1 : 0;
    }

    private static long FieldView(string path, int threads, EvtxReadOptions options, bool takesValues)
    {
        using EvtxSource source = EvtxSource.FromFile(path);
        return HandedOut(EvtxScan.Run(source, new FieldHandler(takesValues), options, threads));
    }

    private static long Text(string path, int threads, bool isXml, EvtxTextBuffer? first = null)
    {
        using EvtxSource source = EvtxSource.FromFile(path);
        return HandedOut(EvtxScan.Run(source, new TextHandler(isXml, first), null, threads));
    }

    /// <summary>All records that were handed out: also those behind a break in their chunk, and those of which a part could not be read.</summary>
    private static long HandedOut(EvtxSummary summary) => summary.Records + summary.RecordsAfterBreak + summary.DamagedRecords;

    /// <summary>Reads the sample files as they are: mostly small, mostly with empty room.</summary>
    private static void Samples(string folder, AxoParse? axo)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*.evtx", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        long bytes = files.Sum(static file => new FileInfo(file).Length);
        EvtxTextBuffer text = new(1 << 20);
        (string Name, Func<string, long> Run)[] cases =
        [
            ("field view", file => FieldView(file, 1, EvtxReadOptions.Default, false)),
            ("JSONL", file => Text(file, 1, isXml: false, text)),
            .. axo is null ? [] : (ReadOnlySpan<(string, Func<string, long>)>)[("AxoParse JSON", file => AxoOrNothing(axo, file))],
        ];
        foreach ((string name, Func<string, long> run) in cases)
        {
            double best = double.MaxValue;
            long records = 0;
            for (int round = 0; round < 7; round++)
            {
                records = 0;
                long start = Stopwatch.GetTimestamp();
                foreach (string file in files)
                {
                    records += run(file);
                }

                best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
            }

            Console.WriteLine(
                $"{files.Length} samples, {name}, 1 thread: {bytes / best / 1e6:F0} MB/s, "
                + $"{records / best / 1e6:F2} M records/s, {records} records");
        }
    }

    /// <summary>Records of a sample; 0 when AxoParse ends with an exception on it.</summary>
    private static long AxoOrNothing(AxoParse axo, string file)
    {
        try
        {
            return axo.Run(File.ReadAllBytes(file), 1, "Json");
        }
        catch (System.Reflection.TargetInvocationException)
        {
            return 0;
        }
    }

    /// <summary>Times the parsers that are too slow for the large file on one of 16 MB, in rounds, with ours on the same file.</summary>
    private static void SlowOnes(string samples, int rounds, EvtxECmdEngine? engine)
    {
        const long Megabytes = 16;
        string small = Path.Combine(Path.GetTempPath(), $"hindcast-dense-{Megabytes}.evtx");
        DenseLog.Build(samples, small, Megabytes);
        (string Name, Func<long> Run)[] cases =
        [
            ("JSONL, 1 thread", () => Text(small, 1, isXml: false)),
            .. HasEvtxExport() ? [("evtxexport, XML", () => Export(small))] : (ReadOnlySpan<(string, Func<long>)>)[],
            .. engine is null ? [] : (ReadOnlySpan<(string, Func<long>)>)[("EvtxECmd's engine", () => engine.Run(small).Records)],
        ];
        long bytes = new FileInfo(small).Length;
        double[][] seconds = [.. cases.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < cases.Length; i++)
            {
                long begin = Stopwatch.GetTimestamp();
                long records = cases[i].Run();
                double time = seconds[i][round] = Stopwatch.GetElapsedTime(begin).TotalSeconds;
                Console.WriteLine($"{Megabytes} MB, {cases[i].Name}: {records} records, {records / time:F0} records/s, {bytes / time / 1e6:F1} MB/s");
            }
        }

        for (int i = 1; i < cases.Length; i++)
        {
            IEnumerable<double> ratios = seconds[i].Zip(seconds[0], static (theirs, ours) => theirs / ours);
            Console.WriteLine($"{cases[i].Name} takes {ratios.Order().ElementAt(rounds / 2):F0} times as long as JSONL on the same file (median of {rounds} pairs)");
        }
    }

    private static bool HasEvtxExport()
    {
        try
        {
            using Process? process = Process.Start(new ProcessStartInfo("evtxexport", ["-V"]) { RedirectStandardOutput = true });
            process?.WaitForExit();
            return process is not null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("evtxexport is not installed; not compared");
            return false;
        }
    }

    private static long Export(string file)
    {
        using Process process = Process.Start(new ProcessStartInfo("evtxexport", ["-f", "xml", file]) { RedirectStandardOutput = true })!;
        long records = 0;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            records += line.StartsWith("<Event ", StringComparison.Ordinal) ? 1 : 0;
        }

        process.WaitForExit();
        return records;
    }

    private sealed class Count
    {
        public long Sum;
    }

    private sealed class FieldHandler(bool takesValues) : IEvtxBatchHandler<Count>
    {
        public Count Create() => new();

        public void Handle(EvtxRecord record, Count batch)
        {
            if (!takesValues)
            {
                batch.Sum += record.Layout.Ordinal;
                return;
            }

            int fields = record.Layout.Fields.Length;
            for (int i = 0; i < fields; i++)
            {
                batch.Sum += record.GetValue(i).Bytes.Length;
            }
        }

        public void Complete(Count batch)
        {
        }
    }

    private sealed class TextHandler(bool isXml, EvtxTextBuffer? first = null) : IEvtxBatchHandler<EvtxTextBuffer>
    {
        private EvtxTextBuffer? _first = first;

        public EvtxTextBuffer Create() => Interlocked.Exchange(ref _first, null) ?? new(1 << 20);

        public void Handle(EvtxRecord record, EvtxTextBuffer batch)
        {
            if (isXml)
            {
                EvtxXml.Write(record, batch);
            }
            else
            {
                EvtxJson.Write(record, batch);
            }

            batch.Add("\n"u8);
        }

        public void Complete(EvtxTextBuffer batch) => batch.Clear();
    }
}
