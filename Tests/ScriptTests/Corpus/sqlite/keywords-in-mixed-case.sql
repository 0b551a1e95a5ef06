CrEaTe TeMp TrIgGeR a AfTeR iNsErT oN t BeGiN SeLeCt CaSe WhEn 1 tHeN 2 EnD; eNd; SELECT 1;
