using Pilot.Benchmarks;

return BareReader.Run(args[0]);
