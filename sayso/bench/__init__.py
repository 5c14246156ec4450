"""Speed and memory on the machine at hand, in processes of their own, beside what others use for the same job."""
