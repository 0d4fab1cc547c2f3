using System.Collections.Concurrent;
using Hindcast.Engine.Pipeline;

namespace Hindcast.Tests.Unit.Engine.Pipeline;

/// <summary>All work is done once; a run stays with one thread as long as every thread has one.</summary>
public sealed class WorkQueueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void All_work_and_what_it_adds_is_done_once(int threads)
    {
        ConcurrentBag<int> done = [];
        WorkQueue<object>? queue = null;
        queue = new WorkQueue<object>(Enumerable.Range(0, 5).Select(run => Enumerable.Range(0, 20).Select(piece => (Action<object>)(worker =>
        {
            int number = (run * 100) + (piece * 5);
            done.Add(number);
            if (piece % 3 == 0)
            {
                queue!.AddNext(worker, [.. Enumerable.Range(1, 4).Select(part => (Action<object>)(_ => done.Add(number + part)))]);
            }
        }))));
        using (queue)
        {
            queue.Run([.. Enumerable.Range(0, threads).Select(_ => new object())], TestContext.Current.CancellationToken);
        }

        int[] expected = [.. from run in Enumerable.Range(0, 5) from piece in Enumerable.Range(0, 20) from part in Enumerable.Range(0, piece % 3 == 0 ? 5 : 1) select (run * 100) + (piece * 5) + part];
        Assert.Equal(expected, done.Order());
    }

    [Fact]
    public void Each_thread_keeps_to_its_run_and_then_helps()
    {
        // The first piece of each run waits for that of the other: so both are begun before either goes on.
        using Barrier begun = new(2);
        using ManualResetEventSlim helped = new();
        ConcurrentQueue<(int Run, object Worker)> done = [];
        Action<object> Piece(int run, int piece) => worker =>
        {
            if (piece == 0)
            {
                begun.SignalAndWait();
            }

            // The end of the long run waits until the other thread has come to help.
            if (run == 0 && piece == 4)
            {
                helped.Wait();
            }

            done.Enqueue((run, worker));
            if (run == 0 && piece == 5)
            {
                helped.Set();
            }
        };
        using WorkQueue<object> queue = new([Enumerable.Range(0, 6).Select(p => Piece(0, p)), Enumerable.Range(0, 3).Select(p => Piece(1, p))]);
        object one = new(), two = new();
        queue.Run([one, two], TestContext.Current.CancellationToken);

        Assert.Single(done.Where(d => d.Run == 1).Select(d => d.Worker).Distinct());
        Assert.Equal(2, done.Where(d => d.Run == 0).Select(d => d.Worker).Distinct().Count());
    }

    [Fact]
    public void The_first_failure_is_thrown_and_ends_the_work()
    {
        using WorkQueue<object> queue = new([_ => throw new InvalidDataException("broken"), _ => { }]);

        Assert.Equal("broken", Assert.Throws<InvalidDataException>(() => queue.Run([new object()], TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public void Empty_runs_are_passed_over()
    {
        int done = 0;
        using WorkQueue<object> queue = new([[], [_ => done++], []]);
        queue.Run([new object()], TestContext.Current.CancellationToken);

        Assert.Equal(1, done);
    }
}
